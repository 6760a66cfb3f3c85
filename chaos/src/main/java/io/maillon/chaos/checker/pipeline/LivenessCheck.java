package io.maillon.chaos.checker.pipeline;

import java.util.Optional;

/**
 * The pipeline is DONE within the bound after the last fault began or ended, or after the last
 * record was there to be read, whichever is later.
 */
final class LivenessCheck {
  private final Findings findings = new Findings(Claim.LIVENESS);

  CheckResult result(PipelineEvent.Run run, EvidenceCheck faults, Optional<Ending> ending) {
    if (ending.isEmpty()) {
      return findings.unknown("the history has no end");
    }
    PipelineEvent.End end = ending.get().event();
    String message = end.message().isEmpty() ? "" : ": " + end.message();
    if (end.isAborted()) {
      return findings.unknown("the run was aborted" + message);
    }
    findings.checked();
    int line = ending.get().line();
    if (end.isBroken()) {
      findings.violation("the pipeline ended in " + end.state() + message, line);
      return findings.result("");
    }
    long fromMs = Math.max(faults.lastMs(), end.inputEndedMs());
    long tookMs = Math.max(0, end.atMs() - fromMs);
    boolean bounded = run.livenessBoundMs() > 0 && fromMs > 0;
    if (bounded && tookMs > run.livenessBoundMs()) {
      String text =
          String.format(
              "the pipeline was %s %d ms after the last fault and the end of its input, expected"
                  + " DONE within %d ms%s",
              end.state(), tookMs, run.livenessBoundMs(), message);
      findings.violation(text, faults.lastLine(), line);
      return findings.result("");
    }
    if (!end.isDone()) {
      return findings.unknown("the pipeline was left in state " + end.state() + message);
    }
    return findings.result(bounded ? tookMs + " ms" : "no bound is set");
  }
}
