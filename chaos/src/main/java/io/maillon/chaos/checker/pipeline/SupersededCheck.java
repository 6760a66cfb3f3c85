package io.maillon.chaos.checker.pipeline;

/**
 * Nothing of an epoch takes effect after a newer epoch did: in the state of a sink, and in what the
 * targets of a partition took.
 */
final class SupersededCheck {
  private final Findings findings = new Findings(Claim.SUPERSEDED);
  private final Epochs sinks = new Epochs();
  private final Epochs partitions = new Epochs();
  private final Names partitionNames;

  SupersededCheck(Room room) {
    this.partitionNames = new Names(room);
  }

  /** The newest epoch of each sink or partition, and the first line of it. */
  private static final class Epochs {
    private final LongColumn newest = new LongColumn();
    private final IntColumn line = new IntColumn();
  }

  void effect(PipelineEvent.Effect effect, int sinkNumber, int line) {
    if (effect.epoch() > 0) {
      check(sinks, sinkNumber, effect.epoch(), line, effect.sink(), " has an effect of epoch ");
    }
  }

  void released(PipelineEvent.Released released, int line) {
    String partition = released.partition();
    int number = partitionNames.number(partition);
    check(partitions, number, released.epoch(), line, partition, " released outputs in epoch ");
  }

  private void check(Epochs epochs, int number, long epoch, int line, String name, String did) {
    findings.checked();
    long newest = epochs.newest.get(number);
    if (epoch > newest || epochs.line.get(number) == 0) {
      epochs.newest.set(number, epoch);
      epochs.line.set(number, line);
    } else if (epoch < newest) {
      if (findings.keeps(line)) {
        findings.violation(
            name + did + epoch + " behind one of epoch " + newest, epochs.line.get(number), line);
      } else {
        findings.violation();
      }
    }
  }

  CheckResult result() {
    return findings.result("");
  }
}
