package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.Fold;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.history.HistoryWriter;
import io.maillon.chaos.workload.LedgerPipeline;
import io.maillon.chaos.workload.LedgerReplay;
import io.maillon.chaos.workload.LedgerReport;
import io.maillon.chaos.workload.OutputTail;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The suites' own pipeline, whose result can be told from its generators alone. Owned by the
 * suite's thread; the tail of the output calls from its own.
 */
public final class LedgerSubject implements Subject {
  private static final int LATENCY_DIGITS = 2;

  /** Sources look for their end every so often: it is that far ahead. */
  private static final long AHEAD_MS = 5_000;

  private final LedgerPipeline pipeline;
  private final OutputTail tail;
  private final Histogram latencies = new Histogram(LATENCY_DIGITS);
  private long records;
  private long newRecords;

  public LedgerSubject(LedgerPipeline pipeline) {
    this.pipeline = pipeline;
    tail = new OutputTail(pipeline, this::heard);
  }

  private synchronized void heard(OutputTail.Second second) {
    newRecords += second.pairs();
    latencies.add(second.latenciesMs());
  }

  @Override
  public PipelineSpec spec() {
    return pipeline.spec();
  }

  @Override
  public Fold fold() {
    return Fold.SUM;
  }

  @Override
  public boolean perKeyOrder() {
    return true;
  }

  /**
   * @throws RuntimeException when nobody reads the output any more
   */
  @Override
  public synchronized PipelineEvent.Sample sample(long atMs) {
    tail.check();
    records += newRecords;
    PipelineEvent.Sample sample =
        new PipelineEvent.Sample(
            atMs,
            records,
            newRecords,
            latencies.getValueAtPercentile(50),
            latencies.getValueAtPercentile(99),
            latencies.getMaxValue());
    newRecords = 0;
    latencies.reset();
    return sample;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(pipeline.workload().toOptions());
    settings.put("replication", Integer.toString(pipeline.shape().replication()));
    return settings;
  }

  @Override
  public boolean endsByItself() {
    return false;
  }

  @Override
  public void release() throws IOException {
    long sinceStartMs = pipeline.files().sinceStartMs().orElse(0);
    pipeline.files().end(pipeline.endBy(sinceStartMs + AHEAD_MS));
  }

  @Override
  public List<String> conclude(HistoryWriter history) throws IOException {
    long count = pipeline.files().end().orElse(pipeline.countPerPartition());
    LedgerReplay replay = new LedgerReplay(pipeline, count);
    LedgerEvents events = new LedgerEvents(history);
    try {
      replay.tellSent(events);
      LedgerReport report = replay.check(events);
      events.tellEpochs();
      return report.valid() ? List.of() : report.toString().lines().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    tail.close();
  }
}
