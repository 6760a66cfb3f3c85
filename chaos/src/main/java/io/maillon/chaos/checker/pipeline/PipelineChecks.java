package io.maillon.chaos.checker.pipeline;

import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.Verdict;
import java.util.List;
import java.util.Optional;

/** All checks of one run, and what they know together. */
final class PipelineChecks {
  private final PipelineEvent.Run run;
  private final Records records;
  private final Names keys;
  private final Names sinks;
  private final LossCheck loss = new LossCheck();
  private final PhantomCheck phantom = new PhantomCheck();
  private final DuplicateCheck duplicate;
  private final OrderCheck order;
  private final SupersededCheck superseded;
  private final OwnerCheck owner;
  private final TrimCheck trim = new TrimCheck();
  private final FoldCheck state;
  private final LivenessCheck liveness = new LivenessCheck();
  private final EvidenceCheck evidence;
  private long effects;
  private long recoveries;

  PipelineChecks(PipelineEvent.Run run, Room room) {
    this.run = run;
    this.records = new Records(room);
    this.keys = new Names(room);
    this.sinks = new Names(room);
    this.duplicate = new DuplicateCheck(room);
    this.order = new OrderCheck(room);
    this.superseded = new SupersededCheck(room);
    this.owner = new OwnerCheck(room);
    this.state = new FoldCheck(run.fold(), keys, room);
    this.evidence = new EvidenceCheck(run);
  }

  void take(int line, PipelineEvent event) {
    if (event instanceof PipelineEvent.Sent sent) {
      sent(line, sent);
    } else if (event instanceof PipelineEvent.Effect effect) {
      effect(line, effect);
    } else if (event instanceof PipelineEvent.Acked acked) {
      acked(line, acked);
    } else if (event instanceof PipelineEvent.State last) {
      if (run.fold() != Fold.NONE) {
        state.state(keys.number(last.key()), last.value(), line);
      }
    } else if (event instanceof PipelineEvent.Released released) {
      superseded.released(released, line);
    } else if (event instanceof PipelineEvent.Trimmed trimmed) {
      trim.trimmed(trimmed, records.source(trimmed.partition()), line);
    } else if (event instanceof PipelineEvent.Owner began) {
      owner.owner(began, line);
    } else if (event instanceof PipelineEvent.Fault fault) {
      evidence.fault(fault, line);
    } else if (event instanceof PipelineEvent.Recovery) {
      recoveries++;
    }
  }

  private void sent(int line, PipelineEvent.Sent sent) {
    SourceRecords source = records.source(sent.source());
    int row = source.row(sent.offset());
    int content = 31 * sent.key().hashCode() + sent.value().hashCode();
    if (source.isSent(row)) {
      boolean same = source.content.get(row) == content;
      if (!same || source.expectedEffects(row) != sent.effects()) {
        phantom.sentDifferently(source, row, line);
      }
      return;
    }
    source.sent++;
    source.sentLine.set(row, line);
    source.content.set(row, content);
    source.expectEffects(row, sent.effects());
    if (run.fold() == Fold.SUM) {
      Long value = FoldCheck.number(sent.value());
      if (value == null) {
        throw new HistoryException(
            line,
            "sent with value '" + sent.value() + "': expected a whole number, the fold is a sum");
      }
      source.value.set(row, value);
    }
  }

  private void effect(int line, PipelineEvent.Effect effect) {
    effects++;
    Input input = effect.input();
    int sourceNumber = records.number(input.source());
    SourceRecords source = records.source(sourceNumber);
    int sinkNumber = sinks.number(effect.sink());
    int row = source.row(input.offset());
    int firstLine = consumed(line, source, row, input.output());
    for (Input with : effect.with()) {
      SourceRecords other = records.source(with.source());
      consumed(line, other, other.row(with.offset()), with.output());
    }
    superseded.effect(effect, sinkNumber, line);
    if (run.perKeyOrder() || run.fold() != Fold.NONE) {
      int key = keys.number(effect.key());
      if (run.perKeyOrder()) {
        order.effect(effect, sinkNumber, sourceNumber, key, line);
      }
      if (run.fold() != Fold.NONE) {
        state.effect(key, source, row, firstLine != 0, effect.value(), line);
      }
    }
  }

  private int consumed(int line, SourceRecords source, int row, int output) {
    int firstLine = source.effect(row, output, line);
    duplicate.effect(source, row, output, firstLine, line);
    return firstLine;
  }

  private void acked(int line, PipelineEvent.Acked acked) {
    SourceRecords source = records.source(acked.source());
    if (acked.offset() > source.ackedOffset) {
      source.ackedOffset = acked.offset();
      source.ackedLine = line;
    }
  }

  PipelineCounts counts(long events) {
    return new PipelineCounts(
        events, records.sent(), effects, keys.size(), evidence.begun(), recoveries);
  }

  List<CheckResult> results(Optional<Ending> ending) {
    return List.of(
        loss.result(records, ending),
        phantom.result(records),
        duplicate.result(records),
        order.result(run.perKeyOrder()),
        superseded.result(),
        owner.result(),
        trim.result(),
        state.result(ending),
        liveness.result(run, evidence, ending),
        evidence.result());
  }

  /** Those that need not know the rest of the history, and only what contradicts a claim. */
  List<CheckResult> convictions() {
    return List.of(
            duplicate.soFar(),
            order.result(run.perKeyOrder()),
            superseded.result(),
            owner.result(),
            trim.result())
        .stream()
        .filter(c -> c.verdict() == Verdict.INVALID)
        .toList();
  }
}
