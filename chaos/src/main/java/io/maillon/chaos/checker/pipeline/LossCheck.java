package io.maillon.chaos.checker.pipeline;

import java.util.Optional;

/**
 * No input is lost: once the pipeline is DONE, each record that was sent has all its effects.
 *
 * <p>Before, an acknowledged record may still be on its way to the sink, so nothing is proved by
 * its absence there.
 */
final class LossCheck {
  private final Findings findings = new Findings(Claim.LOSS);
  private long underway;

  CheckResult result(Records records, Optional<Ending> ending) {
    boolean done = ending.isPresent() && ending.get().event().isDone();
    int endLine = ending.map(Ending::line).orElse(0);
    for (SourceRecords source : records.sources()) {
      source.forEach((offset, row) -> check(source, offset, row, done, endLine));
    }
    if (records.sent() == 0) {
      return findings.unknown("no record was sent");
    }
    if (!done && underway > 0) {
      return findings.unknown(
          underway
              + " acknowledged records have not all their effects, and the pipeline is not DONE");
    }
    return findings.result("");
  }

  private void check(SourceRecords source, long offset, int row, boolean done, int endLine) {
    if (!source.isSent(row)) {
      return;
    }
    findings.checked();
    int missing = missing(source, row);
    if (missing < 0) {
      return;
    }
    boolean acked = offset <= source.ackedOffset;
    if (!done) {
      underway += acked ? 1 : 0;
    } else if (findings.keeps(endLine)) {
      String text =
          source.named(row, missing)
              + (acked ? " was sent and acknowledged, " : " was sent, ")
              + "the pipeline is DONE, and it has no effect";
      findings.violation(text, source.sentLine.get(row), acked ? source.ackedLine : 0, endLine);
    } else {
      findings.violation();
    }
  }

  /** The first of its effects that is not there, -1 = all are. */
  private static int missing(SourceRecords source, int row) {
    int expected = source.expectedEffects(row);
    for (int output = 0; output < expected; output++) {
      if (source.outputLine(row, output) == 0) {
        return output;
      }
    }
    return -1;
  }
}
