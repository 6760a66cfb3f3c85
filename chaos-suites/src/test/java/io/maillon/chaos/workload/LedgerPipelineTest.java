package io.maillon.chaos.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.workload.LedgerReport.Fault;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.LogKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A true run in this JVM, judged as it is and with errors planted into its output. */
class LedgerPipelineTest {
  private static final Workload WORKLOAD =
      Workload.steady(0x1ED6E4, 20_000, 20_000).accounts(300, 1.1).poisson();

  @TempDir static Path directory;
  private static LedgerPipeline pipeline;
  private static final List<OutputTail.Second> SECONDS = new ArrayList<>();

  @BeforeAll
  static void runOnce() throws Exception {
    pipeline =
        new LedgerPipeline(
            "ledger",
            directory.resolve("run"),
            WORKLOAD,
            LedgerPipeline.Shape.DEFAULT.log(LogKind.FILE));
    Files.createDirectories(pipeline.directory());
    try (OutputTail tail = new OutputTail(pipeline, SECONDS::add)) {
      PipelineStatus end = EmbeddedLedger.run(pipeline, directory.resolve("coordinator"), 2);
      assertEquals(PipelineState.DONE, end.state(), end.message());
    }
  }

  private static LedgerReport check() throws IOException {
    return new LedgerReplay(pipeline, pipeline.countPerPartition()).check(LedgerFacts.NONE);
  }

  @Test
  void theOutputIsThatOfTheReplay() throws IOException {
    LedgerReport report = check();
    assertTrue(report.valid(), report.toString());
    assertEquals(2 * pipeline.countPerPartition(), report.lines());
    for (String source : List.of(LedgerPipeline.ORDERS, LedgerPipeline.PAYMENTS)) {
      for (int partition = 0; partition < 2; partition++) {
        assertEquals(
            pipeline.countPerPartition(),
            pipeline.files().sent(source, partition).orElseThrow(),
            source);
      }
    }
  }

  /** About: it may miss the last lines of a part that is gone at once, and see a repeat. */
  @Test
  void theTailSawThePairsAndTheirLatency() {
    long seen = SECONDS.stream().mapToLong(OutputTail.Second::pairs).sum();
    assertTrue(seen > pipeline.countPerPartition(), seen + " pairs");
    long slowestMs = SECONDS.stream().mapToLong(s -> s.latenciesMs().getMaxValue()).max().orElse(0);
    assertTrue(slowestMs > 0 && slowestMs < 60_000, slowestMs + " ms");
  }

  @Test
  void factsAreToldOnceEach() throws IOException {
    CountingFacts facts = new CountingFacts();
    LedgerReplay replay = new LedgerReplay(pipeline, pipeline.countPerPartition());
    replay.tellSent(facts);
    replay.check(facts);
    assertEquals(2 * replay.pairs(), facts.sent);
    assertEquals(replay.pairs(), facts.effects);
    assertEquals(facts.sentAmounts, facts.effectAmounts, "what was ordered and paid came out");
  }

  @Test
  void aDroppedLineIsLost() throws IOException {
    assertFound(Fault.LOST, 1, output(0), lines -> lines.remove(lines.size() / 2));
  }

  @Test
  void aRepeatedLineIsDoubled() throws IOException {
    assertFound(Fault.DOUBLED, 1, output(1), lines -> lines.add(lines.get(100)));
  }

  @Test
  void swappedLinesOfAnAccountAreReordered() throws IOException {
    assertFound(
        Fault.REORDERED,
        1,
        output(0),
        lines -> {
          String account = lines.get(0).split(",")[0] + ",";
          int second = 1;
          while (!lines.get(second).startsWith(account)) {
            second++;
          }
          String line = lines.get(0);
          lines.set(0, lines.get(second));
          lines.set(second, line);
        });
  }

  @Test
  void anotherPaymentThanTheKthIsReordered() throws IOException {
    assertFound(Fault.REORDERED, 1, output(0), lines -> change(lines, 7, 1));
  }

  @Test
  void anotherValueIsChanged() throws IOException {
    for (int field : new int[] {2, 3, 8}) {
      assertFound(Fault.CHANGED, 1, output(1), lines -> change(lines, field, 1));
    }
  }

  @Test
  void anAccountOrNumberThatNobodySentIsAPhantom() throws IOException {
    for (int field : new int[] {0, 1}) {
      assertFound(Fault.PHANTOM, 1, output(0), lines -> lines.add(changed(lines, field, 100_000)));
    }
    assertFound(Fault.PHANTOM, 1, output(0), lines -> lines.add("17,4,"));
  }

  @Test
  void anAccountInAnotherFileIsReordered() throws IOException {
    String stray = Files.readAllLines(output(0)).get(0);
    Path other = output(1);
    List<String> before = Files.readAllLines(output(0));
    try {
      Files.write(output(0), before.subList(1, before.size()));
      LedgerReport report = checkPlanted(other, lines -> lines.add(stray));
      assertTrue(report.count(Fault.REORDERED) > 0, report.toString());
    } finally {
      Files.write(output(0), before);
    }
  }

  @Test
  void wrongStateAtTheEndIsFound() throws IOException {
    assertFound(Fault.STATE, 1, pipeline.balances(), lines -> lines.remove(3));
    assertFound(Fault.STATE, 1, pipeline.balances(), lines -> lines.add(lines.get(0)));
    assertFound(Fault.STATE, 1, pipeline.balances(), lines -> change(lines, 2, 1));
  }

  private static Path output(int sink) {
    return pipeline.outputs().get(sink);
  }

  private static void change(List<String> lines, int field, long by) {
    lines.set(lines.size() / 2, changed(lines, field, by));
  }

  private static String changed(List<String> lines, int field, long by) {
    String[] fields = lines.get(lines.size() / 2).split(",");
    fields[field] = Long.toString(Long.parseLong(fields[field]) + by);
    return String.join(",", fields);
  }

  /** Only this is found, and so often. */
  private static void assertFound(
      Fault fault, long times, Path file, Consumer<List<String>> planted) throws IOException {
    LedgerReport report = checkPlanted(file, planted);
    assertEquals(times, report.count(fault), report.toString());
    for (Fault other : Fault.values()) {
      assertEquals(other == fault ? times : 0, report.count(other), report.toString());
    }
    assertEquals(1, report.examples(fault).size());
  }

  private static LedgerReport checkPlanted(Path file, Consumer<List<String>> planted)
      throws IOException {
    List<String> before = Files.readAllLines(file);
    List<String> after = new ArrayList<>(before);
    planted.accept(after);
    try {
      Files.write(file, after);
      return check();
    } finally {
      Files.write(file, before);
    }
  }

  /** Counts, and sums what flows in and out. */
  private static final class CountingFacts implements LedgerFacts {
    private long sent;
    private long effects;
    private long sentAmounts;
    private long effectAmounts;

    @Override
    public void sent(Sent record) {
      sent++;
      sentAmounts += record.amount();
    }

    @Override
    public void effect(Pair pair) {
      effects++;
      effectAmounts += pair.payment();
    }

    @Override
    public void balance(long account, long count, long sum) {
      effectAmounts += sum;
    }
  }
}
