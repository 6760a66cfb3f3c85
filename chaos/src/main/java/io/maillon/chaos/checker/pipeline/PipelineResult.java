package io.maillon.chaos.checker.pipeline;

import io.maillon.chaos.checker.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * A verdict on a run and what it rests on.
 *
 * @param reason why the checker gave up, else empty
 * @param run empty when the history holds no event
 * @param checks one for each claim, in their order; when the checker gave up, those that it had
 *     convicted before
 */
public record PipelineResult(
    Verdict verdict,
    String reason,
    Optional<PipelineEvent.Run> run,
    Optional<PipelineEvent.End> end,
    PipelineCounts counts,
    List<CheckResult> checks) {
  public PipelineResult {
    checks = List.copyOf(checks);
  }

  public CheckResult check(Claim claim) {
    return checks.stream()
        .filter(c -> c.claim() == claim)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing is said of " + claim));
  }
}
