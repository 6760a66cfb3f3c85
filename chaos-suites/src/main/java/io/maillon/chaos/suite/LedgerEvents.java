package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.Input;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.history.HistoryWriter;
import io.maillon.chaos.workload.LedgerFacts;
import io.maillon.chaos.workload.LedgerPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Facts of the suites' own pipeline as events. Owned by the suite's thread. */
final class LedgerEvents implements LedgerFacts {
  private final HistoryWriter history;
  private final SinkEpochs epochs = new SinkEpochs(LedgerPipeline.WRITE);

  LedgerEvents(HistoryWriter history) {
    this.history = history;
  }

  @Override
  public void sent(Sent record) {
    append(
        new PipelineEvent.Sent(
            record.stage() + "/" + record.partition(),
            record.n(),
            Long.toString(record.account()),
            Long.toString(record.amount())));
  }

  @Override
  public void effect(Pair pair) {
    Input order = new Input(LedgerPipeline.ORDERS + "/" + pair.orderPartition(), pair.orderN(), 0);
    Input paid =
        new Input(LedgerPipeline.PAYMENTS + "/" + pair.paymentPartition(), pair.paymentN(), 0);
    epochs.wrote(pair.sink(), pair.epoch(), pair.writtenNs());
    append(
        new PipelineEvent.Effect(
            LedgerPipeline.WRITE + "/" + pair.sink(),
            pair.epoch(),
            Long.toString(pair.account()),
            order,
            List.of(paid),
            Long.toString(pair.sum())));
  }

  @Override
  public void balance(long account, long count, long sum) {
    append(new PipelineEvent.State(Long.toString(account), Long.toString(sum)));
  }

  /** When all effects are told: which epochs wrote them, in the order of time. */
  void tellEpochs() {
    epochs.released().forEach(this::append);
  }

  private void append(PipelineEvent event) {
    try {
      history.append(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
