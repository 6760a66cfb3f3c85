package io.maillon.chaos.checker.pipeline;

import io.maillon.chaos.checker.Verdict;
import java.util.List;

/**
 * What is said of one claim.
 *
 * @param checked how many things were looked at
 * @param violations how many of them contradict the claim
 * @param note why UNKNOWN, or what a reader should know; may be empty
 * @param convictions the first of the violations; there when INVALID
 */
public record CheckResult(
    Claim claim,
    Verdict verdict,
    long checked,
    long violations,
    String note,
    List<PipelineConviction> convictions) {
  public CheckResult {
    convictions = List.copyOf(convictions);
  }
}
