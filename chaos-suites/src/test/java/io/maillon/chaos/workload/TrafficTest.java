package io.maillon.chaos.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.link.Options;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {
  private static final int SECONDS = 50;

  @TempDir Path directory;

  private static long inSeconds(Traffic traffic, long ratePerSecond) throws IOException {
    return traffic
        .workload(1, 1_000_000, ratePerSecond)
        .arrivals(Draws.Stream.ORDER_ARRIVAL, 0, 1)
        .countBy(SECONDS * 1_000_000L - 1, 1_000_000);
  }

  private static void near(long expected, long found, long off) {
    assertTrue(Math.abs(found - expected) <= off, found + ": expected about " + expected);
  }

  @Test
  void theRateIsTheMeanHoweverItIsSpread() throws IOException {
    assertEquals(SECONDS * 300, inSeconds(Traffic.STEADY, 300));
    near(SECONDS * 300, inSeconds(Traffic.bursts(), 300), SECONDS);
    near(SECONDS * 300, inSeconds(Traffic.poisson(), 300), 500);
  }

  @Test
  void burstsComeAtNineTimesTheRateOfTheRest() throws IOException {
    Arrivals bursts =
        Traffic.bursts().workload(1, 100_000, 300).arrivals(Draws.Stream.ORDER_ARRIVAL, 0, 1);
    long first = bursts.countBy(249_999, 100_000);
    near(225, first, 1);
    near(75, bursts.countBy(999_999, 100_000) - first, 1);
  }

  @Test
  void readsItsOwnWords() throws IOException {
    Traffic skewed = Traffic.STEADY.skewed(1.2);
    for (String word : List.of("steady", "poisson", "bursts")) {
      assertEquals(word, skewed.arriving(word).arrivals());
      assertEquals(1.2, skewed.arriving(word).skew());
    }
    Path file = Files.write(directory.resolve("arrivals"), List.of("0", "5", "20"));
    Traffic trace = skewed.arriving(file.toString());
    assertEquals(trace, Traffic.STEADY.arriving(trace.arrivals()).skewed(1.2));
    assertEquals(1.2, trace.workload(1, 10, 1).skew());
    assertEquals(
        20_000, trace.workload(1, 10, 1).arrivals(Draws.Stream.ORDER_ARRIVAL, 0, 1).dueUs(2));
  }

  @Test
  void refusesWhatItCannotRead() throws IOException {
    refused(
        () -> Traffic.STEADY.arriving("even"),
        "arrivals: 'even': expected steady, poisson, bursts or a file of arrivals");
    refused(
        () -> Traffic.STEADY.arriving("trace"),
        "arrivals: 'trace': expected steady, poisson, bursts or a file of arrivals");
    Path bad = Files.write(directory.resolve("bad"), List.of("3", "2"));
    refused(
        () -> Traffic.STEADY.arriving(bad.toString()),
        "arrivals: file " + bad + ", line 2 '2': expected whole milliseconds, 3 or more");
    refused(() -> Traffic.STEADY.skewed(-1), "skew: '-1.0': expected a number from 0 to 10.0");
  }

  private static void refused(Runnable reading, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, reading::run).getMessage());
  }

  /** Of each kind, what is expected of a run is what its sources emit, wherever they begin. */
  @Test
  void theExpectationKnowsEachRecordOfEachKind() throws IOException {
    Path file = Files.write(directory.resolve("trace"), List.of("0", "1", "1", "7", "30"));
    for (Traffic traffic :
        List.of(
            Traffic.poisson(),
            Traffic.bursts().skewed(1),
            Traffic.STEADY.skewed(2),
            Traffic.STEADY.arriving(file.toString()).skewed(0.5))) {
      LedgerPipeline pipeline =
          new LedgerPipeline(
              "ledger",
              directory.resolve("run-" + traffic.arrivals().hashCode()),
              traffic.workload(5, 2_560, 1_000),
              LedgerPipeline.Shape.DEFAULT);
      long gate = pipeline.endBy(200);
      assertTrue(gate > 0 && gate <= pipeline.countPerPartition(), traffic + ": " + gate);
      pipeline.files().end(gate);
      for (int partition = 0; partition < 2; partition++) {
        assertEquals(expected(pipeline, gate, partition), emitted(pipeline, partition));
      }
    }
  }

  private static List<String> expected(LedgerPipeline pipeline, long gate, int only)
      throws IOException {
    List<String> lines = new ArrayList<>();
    new LedgerReplay(pipeline, gate)
        .tellSent(
            new LedgerFacts() {
              @Override
              public void sent(Sent order) {
                if (order.stage().equals(LedgerPipeline.ORDERS) && order.partition() == only) {
                  lines.add(
                      order.account()
                          + ","
                          + order.partition()
                          + ","
                          + order.n()
                          + ","
                          + order.amount()
                          + ","
                          + order.dueMs());
                }
              }
            });
    return lines;
  }

  /** By two lives of the source, of which the first ends after some records. */
  private static List<String> emitted(LedgerPipeline pipeline, int partition) throws IOException {
    pipeline.files().startNs(System.nanoTime() - TimeUnit.HOURS.toNanos(1));
    List<String> lines = new ArrayList<>();
    OrdersSource first = open(pipeline, partition, Optional.empty());
    var unused = first.poll(output(lines, 50));
    assertEquals(50, lines.size());
    OrdersSource second = open(pipeline, partition, Optional.of(first.position()));
    unused = second.poll(output(lines, Integer.MAX_VALUE));
    return lines;
  }

  private static OrdersSource open(LedgerPipeline pipeline, int partition, Optional<Bytes> position)
      throws IOException {
    StageSpec stage = pipeline.spec().stage(LedgerPipeline.ORDERS);
    OrdersSource source = new OrdersSource();
    source.open(
        new SourceContext(
            new PartitionId(stage.name(), partition),
            stage.partitions(),
            "",
            new Options(stage.name(), stage.options())),
        position);
    return source;
  }

  private static SourceOutput<Bytes> output(List<String> lines, int most) {
    return new SourceOutput<>() {
      @Override
      public void emit(Bytes key, Bytes record) {
        lines.add(record.utf8());
      }

      @Override
      public boolean full() {
        return lines.size() >= most;
      }
    };
  }
}
