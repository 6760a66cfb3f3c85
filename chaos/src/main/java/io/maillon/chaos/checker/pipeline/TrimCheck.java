package io.maillon.chaos.checker.pipeline;

/** A partition trims only what was acknowledged before. */
final class TrimCheck {
  private final Findings findings = new Findings(Claim.TRIM);

  /**
   * @param source what is known of the partition as a source
   */
  void trimmed(PipelineEvent.Trimmed trimmed, SourceRecords source, int line) {
    findings.checked();
    if (trimmed.offset() <= source.ackedOffset) {
      return;
    }
    String acked =
        source.ackedOffset < 0
            ? "before anything was acknowledged"
            : "when offset " + source.ackedOffset + " was acknowledged";
    findings.violation(
        trimmed.partition() + " trimmed up to offset " + trimmed.offset() + " " + acked,
        source.ackedLine,
        line);
  }

  CheckResult result() {
    return findings.result("");
  }
}
