package io.maillon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user starts it, with real processes and real kills. */
class DemoIT {
  @Test
  void resultIsIdenticalAfterKills(@TempDir Path temporary) throws Exception {
    ProgramRun run = ProgramRun.of(temporary, "demo", "--kills", "3", "--seed", "7");
    assertEquals(0, run.exitCode(), run.output());
    assertTrue(run.output().contains("identical to a plain computation"), run.output());
    assertEquals(
        3, run.output().lines().filter(l -> l.contains(" s  kill -9 ")).count(), run.output());
    assertTrue(run.output().contains("recovered delays/"), run.output());
    assertEquals(List.of(), run.leftFiles());
    assertEquals(List.of(), run.leftProcesses());
  }
}
