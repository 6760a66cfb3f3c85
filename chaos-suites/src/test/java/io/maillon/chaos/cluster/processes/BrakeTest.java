package io.maillon.chaos.cluster.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.cluster.linux.Waiting;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a process that computes for ever. */
class BrakeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private ProcessNode node;

  @BeforeEach
  void start() throws IOException {
    node =
        new ProcessNode(
            "a",
            directory.resolve("a"),
            List.of(1, 2, 3, 4),
            new Address("127.0.0.1", 1),
            (jvm, arguments) -> List.of("sh", "-c", "while :; do :; done"));
    node.start("", List.of());
    await(100);
  }

  @AfterEach
  void kill() throws IOException {
    var unused = node.kill();
  }

  /** Until it has computed that much more. */
  private void await(long moreMs) throws IOException {
    long fromMs = usedMs();
    assertTrue(Waiting.until(PATIENCE, () -> usedMs() - fromMs >= moreMs), "it stands still");
  }

  private long usedMs() {
    return ProcessHandle.of(node.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow()
        .toMillis();
  }

  @Test
  void itRunsForItsShareAndFreelyAfterwards() throws IOException {
    Brake brake = new Brake(node, 20);
    long startNs = System.nanoTime();
    long fromMs = usedMs();
    await(400); // as much as 20 periods give
    long share = 100 * (usedMs() - fromMs) * 1_000_000 / (System.nanoTime() - startNs);
    // Where signals take long, its times of running and of standing still grow alike: to a half.
    assertTrue(share <= 70, "it got " + share + " percent of a processor");
    assertTrue(brake.release() >= 2, "it was stopped and let go again");
    await(200);
  }

  @Test
  void whoIsFrozenStaysSoWhenTheBrakeIsReleased() throws IOException {
    Brake brake = new Brake(node, 50);
    assertTrue(node.suspend().contains("SIGSTOP"));
    brake.release();
    long frozenMs = usedMs();
    assertEquals("", node.exhaust(Path.of("unused")), "it would not hear of it");
    assertEquals(frozenMs, usedMs());
    assertTrue(node.resume().contains("SIGCONT"));
    await(100);
  }
}
