package io.maillon.chaos.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.Claim;
import io.maillon.chaos.checker.pipeline.PipelineBudget;
import io.maillon.chaos.checker.pipeline.PipelineChecker;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Long histories are checked as they are read. With ten million events: {@code -Devents=10000000
 * -Dsurefire.jvm.extra=-Xmx2g}.
 */
class LongHistoryTest {
  private static final long EVENTS = Long.getLong("events", 300_000);
  private static final int KEYS = (int) Math.min(200_000, EVENTS / 50);

  @TempDir private Path directory;

  @Test
  void checksPlain() throws IOException {
    isValid(directory.resolve("history.ndjson"));
  }

  @Test
  void checksGzipped() throws IOException {
    isValid(directory.resolve("history.ndjson.gz"));
  }

  private static void isValid(Path file) throws IOException {
    long events = GeneratedHistory.write(file, EVENTS, KEYS);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long beganNs = System.nanoTime();
    long beganCpuNs = threads.getCurrentThreadCpuTime();
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    assertEquals(events, HistoryReader.read(file, checker));
    PipelineResult result = checker.result();
    double tookSeconds = (System.nanoTime() - beganNs) / 1e9;
    double cpuSeconds = (threads.getCurrentThreadCpuTime() - beganCpuNs) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %,d events, %,d MB, heap at most %,d MB: %.1f s, %.1f s of a processor%n",
        file.getFileName(),
        events,
        Files.size(file) >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        tookSeconds,
        cpuSeconds);
    assertEquals(Verdict.VALID, result.verdict(), result::toString);
    assertTrue(Math.abs(events - EVENTS) < EVENTS / 20, () -> "about as many as asked for");
  }

  @Test
  void findsOneRepeatedEffectAmongAll() throws IOException {
    Path file = directory.resolve("history.ndjson.gz");
    long events = GeneratedHistory.write(file, 100_000, 1000);
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    PipelineEvent[] effect = new PipelineEvent[1];
    HistoryReader.read(
        file,
        (line, event) -> {
          checker.accept(line, event);
          if (line > events / 2 && effect[0] == null && event instanceof PipelineEvent.Effect) {
            effect[0] = event;
            checker.accept(line, event);
          }
        });
    PipelineResult result = checker.result();
    assertEquals(Verdict.INVALID, result.verdict());
    assertEquals(1, result.check(Claim.DUPLICATE).violations());
    assertEquals(0, result.check(Claim.STATE).violations(), "a fold counts a record once");
  }
}
