package io.maillon.chaos.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.link.Options;
import io.maillon.link.source.Poll;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One partition of orders, polled by hand. */
class SourcesTest {
  private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
  private static final Workload WORKLOAD = Workload.steady(9, 1280, 1000).poisson();

  @TempDir Path directory;
  private RunFiles files;

  @BeforeEach
  void start() {
    files = new RunFiles(directory);
    // An hour ago: whatever is due is due by now.
    files.startNs(System.nanoTime() - HOUR_NS);
  }

  private OrdersSource open(Optional<Bytes> position) throws IOException {
    OrdersSource source = new OrdersSource();
    source.open(context(WORKLOAD, Map.of("directory", directory.toString())), position);
    return source;
  }

  private static SourceContext context(Workload workload, Map<String, String> more) {
    Map<String, String> options = new TreeMap<>(workload.toOptions());
    options.putAll(more);
    PartitionId partition = new PartitionId(LedgerPipeline.ORDERS, 1);
    return new SourceContext(partition, 2, "", new Options(LedgerPipeline.ORDERS, options));
  }

  /** Keeps lines; full after as many as told. */
  private static final class Lines implements SourceOutput<Bytes> {
    private final List<String> lines = new ArrayList<>();
    private int most;

    @Override
    public void emit(Bytes key, Bytes record) {
      String line = record.utf8();
      assertEquals(line.substring(0, line.indexOf(',')), key.utf8());
      lines.add(line);
    }

    @Override
    public boolean full() {
      return lines.size() >= most;
    }
  }

  private static List<String> take(OrdersSource source, int most) {
    Lines lines = new Lines();
    lines.most = most;
    source.poll(lines);
    return lines.lines;
  }

  @Test
  void goesOnWhereItWas() throws IOException {
    List<String> all = take(open(Optional.empty()), 1000);
    assertEquals(640, all.size());
    OrdersSource source = open(Optional.empty());
    List<String> some = new ArrayList<>(take(source, 100));
    Bytes position = source.position();
    take(source, 50);
    some.addAll(take(open(Optional.of(position)), 1000));
    assertEquals(all, some);
  }

  @Test
  void tellsHowManyItSent() throws IOException {
    OrdersSource source = open(Optional.empty());
    Lines lines = new Lines();
    lines.most = 300;
    assertEquals(Poll.MORE, source.poll(lines));
    assertEquals(OptionalLong.empty(), files.sent(LedgerPipeline.ORDERS, 1));
    lines.most = 1000;
    assertEquals(Poll.ENDED, source.poll(lines));
    assertEquals(OptionalLong.of(640), files.sent(LedgerPipeline.ORDERS, 1));
  }

  @Test
  void stopsWhereItIsTold() throws IOException {
    files.end(190);
    assertEquals(192, take(open(Optional.empty()), 1000).size());
    assertEquals(OptionalLong.of(192), files.sent(LedgerPipeline.ORDERS, 1));
  }

  @Test
  void refusesToStopBehindItself() throws IOException {
    OrdersSource source = open(Optional.empty());
    take(source, 200);
    files.end(192);
    Optional<Bytes> position = Optional.of(source.position());
    IllegalStateException refused = assertThrows(IllegalStateException.class, () -> open(position));
    assertTrue(
        refused.getMessage().contains("orders/1 has emitted 200 records: expected at most 192"),
        refused.getMessage());
  }

  @Test
  void nothingComesBeforeItsTime(@TempDir Path later) throws IOException {
    new RunFiles(later).startNs(System.nanoTime() + HOUR_NS);
    OrdersSource source = new OrdersSource();
    source.open(context(WORKLOAD, Map.of("directory", later.toString())), Optional.empty());
    Lines lines = new Lines();
    lines.most = 10;
    Poll poll = source.poll(lines);
    assertEquals(List.of(), lines.lines);
    assertTrue(poll.waitMs() > 0 && !poll.ended(), poll.toString());
  }

  @Test
  void theFirstStartCounts() {
    OptionalLong first = files.startNs();
    assertEquals(first.getAsLong(), files.startNs(1234));
    assertEquals(first, files.startNs());
    assertTrue(files.sinceStartMs().getAsLong() >= 3_600_000);
  }

  @Test
  void aGateInTimeIsAheadOfAllSources() throws IOException {
    LedgerPipeline pipeline =
        new LedgerPipeline("gate", directory, WORKLOAD, LedgerPipeline.Shape.DEFAULT);
    long end = pipeline.endBy(500);
    assertEquals(0, end % LedgerPartition.TURN);
    assertTrue(end > 200 && end < 400, end + " of 250 on average");
    assertEquals(640, pipeline.endBy(3_600_000));
    Arrivals orders = WORKLOAD.arrivals(Draws.Stream.ORDER_ARRIVAL, 1, 2);
    assertTrue(orders.dueUs(end) > 500_000);
  }

  @Test
  void badOptionsAreRefusedWithTheirPlace() {
    assertRefused("skew", "-1", "a number from 0 to 10.0");
    assertRefused("skew", "much", "a number from 0 to 10.0");
    assertRefused("arrivals", "never", "even, poisson, trace or at-once");
    assertRefused("trace", "file", "a file with arrivals: trace, and none otherwise");
    assertRefused("burstMs", "1000", "a whole number from 0 to 999");
    assertRefused("pace", "1", "one of the options seed, count");
  }

  private void assertRefused(String option, String value, String expected) {
    Map<String, String> bad = Map.of("directory", directory.toString(), option, value);
    InvalidPipelineException refused =
        assertThrows(
            InvalidPipelineException.class,
            () -> new OrdersSource().open(context(WORKLOAD, bad), Optional.empty()));
    assertEquals("stages.orders.options." + option, refused.place());
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }

  @Test
  void optionsCarryTheWorkload() {
    Workload workload =
        Workload.steady(-5, 777, 33)
            .accounts(12, 0.75)
            .bursts(99, 20, 400)
            .trace(Path.of("arrivals"));
    assertEquals(workload, Workload.from(new Options("orders", workload.toOptions())));
  }
}
