package io.maillon.chaos.checker.pipeline;

/** Every effect is that of a record that was sent, and a record that is read again is the same. */
final class PhantomCheck {
  private final Findings findings = new Findings(Claim.PHANTOM);

  /** A record was sent, in its first line and in this one, with different contents. */
  void sentDifferently(SourceRecords source, int row, int line) {
    findings.violation(
        source.named(row, 0) + " was sent twice, with different contents",
        source.sentLine.get(row),
        line);
  }

  CheckResult result(Records records) {
    for (SourceRecords source : records.sources()) {
      source.forEach((offset, row) -> check(source, row, 0, source.effectLine.get(row)));
      source.forEachOutput((row, output, line) -> check(source, row, output, line));
    }
    return findings.result("");
  }

  private void check(SourceRecords source, int row, int output, int line) {
    if (line == 0) {
      return;
    }
    findings.checked();
    if (!source.isSent(row)) {
      if (findings.keeps(line)) {
        findings.violation(source.named(row, output) + " took effect and was never sent", line);
      } else {
        findings.violation();
      }
    }
  }
}
