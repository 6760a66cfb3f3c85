package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.CheckResult;
import io.maillon.chaos.checker.pipeline.PipelineConviction;
import io.maillon.chaos.checker.pipeline.PipelineCounts;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the pipeline checker says, as lines for a terminal. */
public final class ResultText {
  private ResultText() {}

  /**
   * Counts, each claim with its verdict, and the lines that convict.
   *
   * @param file that was checked; convicting lines are read from it
   */
  public static String of(PipelineResult result, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    PipelineCounts counts = result.counts();
    text.append(
        String.format(
            Locale.ROOT,
            "events %d; records sent %d, effects %d, keys %d; faults %d, recoveries %d%n",
            counts.events(),
            counts.sent(),
            counts.effects(),
            counts.keys(),
            counts.faults(),
            counts.recoveries()));
    Map<Integer, String> lines = lines(result, file);
    for (CheckResult check : result.checks()) {
      append(text, check);
      for (PipelineConviction conviction : check.convictions()) {
        text.append("    ").append(conviction.text()).append('\n');
        for (int line : conviction.lines()) {
          text.append(String.format(Locale.ROOT, "      line %d: %s%n", line, lines.get(line)));
        }
      }
      long hidden = check.violations() - check.convictions().size();
      if (hidden > 0 && !check.convictions().isEmpty()) {
        text.append("    and ").append(hidden).append(" more\n");
      }
    }
    if (!result.reason().isEmpty()) {
      text.append(result.reason()).append('\n');
    }
    return text.toString();
  }

  static Map<Integer, String> lines(PipelineResult result, Path file) throws IOException {
    SortedSet<Integer> numbers = new TreeSet<>();
    result.checks().forEach(c -> c.convictions().forEach(v -> numbers.addAll(v.lines())));
    return HistoryLines.read(file, numbers);
  }

  private static void append(StringBuilder text, CheckResult check) {
    text.append(
        String.format(
            Locale.ROOT,
            "  %-8s %-10s  %s: %s%s%n",
            check.verdict(),
            check.claim(),
            check.claim().text(),
            checked(check),
            check.note().isEmpty() ? "" : "; " + check.note()));
  }

  private static String checked(CheckResult check) {
    if (check.violations() > 0) {
      return check.violations() + " against it, of " + check.checked();
    }
    return check.checked() == 0 ? "nothing to check" : check.checked() + " checked";
  }
}
