package io.maillon.chaos.checker.pipeline;

import io.maillon.chaos.checker.Verdict;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What one check has found so far: all counted, the first few kept. */
final class Findings {
  private static final int KEPT_MAX = 5;
  private static final Comparator<PipelineConviction> BY_LINE =
      Comparator.comparingInt(PipelineConviction::lastLine)
          .thenComparing(c -> c.lines().toString())
          .thenComparing(PipelineConviction::text);

  private final Claim claim;
  private final TreeSet<PipelineConviction> first = new TreeSet<>(BY_LINE);
  private long checked;
  private long violations;

  Findings(Claim claim) {
    this.claim = claim;
  }

  /** One more thing was looked at. */
  void checked() {
    checked++;
  }

  /** Whether a violation that ends in this line would be kept: texts cost time. */
  boolean keeps(int line) {
    return first.size() < KEPT_MAX || line < first.last().lastLine();
  }

  /** One more violation, not to be shown. */
  void violation() {
    violations++;
  }

  /** One more violation. */
  void violation(String text, int... lines) {
    violations++;
    first.add(new PipelineConviction(text, Arrays.stream(lines).boxed().toList()));
    if (first.size() > KEPT_MAX) {
      first.pollLast();
    }
  }

  boolean hasChecked() {
    return checked > 0;
  }

  /** INVALID when there are violations, else VALID. */
  CheckResult result(String note) {
    return violations > 0 ? result(Verdict.INVALID, note) : result(Verdict.VALID, note);
  }

  /** UNKNOWN, unless there are violations. */
  CheckResult unknown(String note) {
    return result(violations > 0 ? Verdict.INVALID : Verdict.UNKNOWN, note);
  }

  private CheckResult result(Verdict verdict, String note) {
    return new CheckResult(claim, verdict, checked, violations, note, List.copyOf(first));
  }
}
