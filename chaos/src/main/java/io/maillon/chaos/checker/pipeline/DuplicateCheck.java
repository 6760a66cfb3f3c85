package io.maillon.chaos.checker.pipeline;

import java.util.ArrayList;
import java.util.List;

/** Each output of a record takes effect once, and there are no more of them than expected. */
final class DuplicateCheck {
  private final Findings findings = new Findings(Claim.DUPLICATE);
  private final Room room;

  /** Repetitions of records that were not yet sent: may turn out to have any number of effects. */
  private final List<Repeated> open = new ArrayList<>();

  DuplicateCheck(Room room) {
    this.room = room;
  }

  private record Repeated(SourceRecords source, int row, int output, int firstLine, int line) {}

  /**
   * An output of a record took effect.
   *
   * @param firstLine where it did before, 0 = nowhere
   */
  void effect(SourceRecords source, int row, int output, int firstLine, int line) {
    findings.checked();
    if (firstLine == 0) {
      return;
    }
    if (source.isSent(row)) {
      repeated(source, row, output, firstLine, line);
    } else {
      room.take(1);
      open.add(new Repeated(source, row, output, firstLine, line));
    }
  }

  private void repeated(SourceRecords source, int row, int output, int firstLine, int line) {
    if (source.hasAnyEffects(row)) {
      return;
    }
    if (findings.keeps(line)) {
      findings.violation(source.named(row, output) + " took effect twice", firstLine, line);
    } else {
      findings.violation();
    }
  }

  /** What is known before the end of the history. */
  CheckResult soFar() {
    return findings.result("");
  }

  CheckResult result(Records records) {
    open.forEach(r -> repeated(r.source(), r.row(), r.output(), r.firstLine(), r.line()));
    for (SourceRecords source : records.sources()) {
      source.forEach((offset, row) -> expected(source, row, 0, source.effectLine.get(row)));
      source.forEachOutput((row, output, line) -> expected(source, row, output, line));
    }
    return findings.result("");
  }

  private void expected(SourceRecords source, int row, int output, int line) {
    if (line == 0 || !source.isSent(row) || source.hasAnyEffects(row)) {
      return;
    }
    int expected = source.expectedEffects(row);
    if (output >= expected) {
      findings.violation(
          source.named(row, output) + " took effect, expected effects: " + expected,
          source.sentLine.get(row),
          line);
    }
  }
}
