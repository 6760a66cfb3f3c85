package io.maillon.chaos.checker.pipeline;

/** In each sink, effects of one key come in the order in which one source sent their records. */
final class OrderCheck {
  private final Findings findings = new Findings(Claim.ORDER);
  private final Room room;

  /** Numbers, plus 1, of pairs of sink and source. */
  private final LongIntMap pairs = new LongIntMap();

  /** Numbers, plus 1, of a key in such a pair. */
  private final LongIntMap sequences = new LongIntMap();

  /** Highest offset of each sequence so far, and its line. */
  private final LongColumn offset = new LongColumn();

  private final IntColumn line = new IntColumn();

  OrderCheck(Room room) {
    this.room = room;
  }

  void effect(PipelineEvent.Effect effect, int sinkNumber, int sourceNumber, int key, int at) {
    findings.checked();
    int pair = pairs.putIfAbsent(((long) sinkNumber << 32) | sourceNumber, pairs.size() + 1);
    long name = ((long) key << 32) | (pair == 0 ? pairs.size() : pair);
    int sequence = sequences.putIfAbsent(name, sequences.size() + 1);
    long now = effect.input().offset();
    if (sequence == 0) {
      room.take(1);
      sequence = sequences.size();
    } else if (now < offset.get(sequence)) {
      behind(effect, offset.get(sequence), line.get(sequence), at);
      return;
    }
    offset.set(sequence, now);
    line.set(sequence, at);
  }

  private void behind(PipelineEvent.Effect effect, long before, int beforeLine, int at) {
    if (!findings.keeps(at)) {
      findings.violation();
      return;
    }
    findings.violation(
        effect.sink()
            + " holds, for key '"
            + effect.key()
            + "', "
            + effect.input()
            + " behind offset "
            + before,
        beforeLine,
        at);
  }

  CheckResult result(boolean perKeyOrder) {
    return findings.result(perKeyOrder ? "" : "not promised by this pipeline");
  }
}
