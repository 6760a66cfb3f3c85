package io.maillon.chaos.cluster.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.cluster.check.BackendContract;
import io.maillon.chaos.cluster.namespaces.NamespacesBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(10);

  @TempDir Path directory;

  @BeforeAll
  static void needsNamespaces() {
    BackendContract.requireOrSkip(new NamespacesBackend());
  }

  /** After a failure too: deleting what is on a stalled disk would wait for ever. */
  @AfterEach
  void thaw() throws IOException {
    Shell.attempt(List.of("fsfreeze", "-u", directory.resolve("b").toString()));
  }

  @Test
  void nextRunTakesAwayWhatKilledOneLeft() throws IOException {
    Process suite = suite("stay");
    String prefix = "maillon-chaos-" + suite.pid() + "-";
    assertFalse(Remains.of(prefix).isEmpty());

    suite.destroyForcibly();
    assertTrue(Waiting.until(ENDED_WITHIN, () -> !suite.isAlive()));
    Leftovers.sweep();
    Remains.expectNone(prefix);
  }

  @Test
  void clusterGoesWithItsJvm() throws IOException {
    Process suite = suite("exit");
    assertTrue(Waiting.until(ENDED_WITHIN, () -> !suite.isAlive()));
    Remains.expectNone("maillon-chaos-" + suite.pid() + "-");
  }

  @Test
  void leavesLivingRunsAlone() {
    assertEquals(Optional.empty(), Owner.abandoned("/x/" + Owner.nextName() + "-b.ext4"));
    assertEquals(
        Optional.of("maillon-chaos-1-1-7"), Owner.abandoned("/x/maillon-chaos-1-1-7-b.ext4"));
    assertEquals(Optional.empty(), Owner.abandoned("/x/disk.ext4"));
  }

  /** Another JVM with a cluster that is hurt. */
  private Process suite(String end) throws IOException {
    Process suite =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HurtCluster.class.getName(),
                directory.toString(),
                end)
            .redirectErrorStream(true)
            .start();
    BufferedReader out = suite.inputReader(StandardCharsets.UTF_8);
    StringBuilder seen = new StringBuilder();
    for (String line = out.readLine(); !"hurt".equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException(seen.toString());
      }
      seen.append(line).append('\n');
    }
    return suite;
  }
}
