package io.maillon.coordinator.internal.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.LaunchException;
import io.maillon.coordinator.LaunchRequest;
import io.maillon.coordinator.LaunchedInstance;
import io.maillon.coordinator.Launcher;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ProcessLauncherTest {
  private static final LaunchRequest REQUEST =
      new LaunchRequest(
          "flights", "parse-1", List.of(new Address("h1", 7001), new Address("h2", 7002)));

  @TempDir Path directory;

  @Test
  void fillsTheCommandAndLogsEachLifeToItsFile() throws Exception {
    Launcher launcher =
        Launcher.processes(
            List.of("sh", "-c", "echo {pipeline} {name} {coordinators}; exit 3"), directory);
    assertEquals(3, launcher.start(REQUEST).onExit().get(10, TimeUnit.SECONDS));
    assertEquals(3, launcher.start(REQUEST).onExit().get(10, TimeUnit.SECONDS));
    for (int life = 1; life <= 2; life++) {
      Path log = directory.resolve("flights").resolve("parse-1." + life + ".log");
      assertEquals("flights parse-1 h1:7001,h2:7002\n", Files.readString(log));
    }
  }

  @Test
  void keepsTheLogsOfTheNewestTenLives() throws Exception {
    Launcher launcher = Launcher.processes(List.of("true"), directory);
    for (int life = 1; life <= 12; life++) {
      launcher.start(REQUEST).onExit().get(10, TimeUnit.SECONDS);
    }
    try (Stream<Path> logs = Files.list(directory.resolve("flights"))) {
      assertEquals(10, logs.count());
    }
    assertFalse(Files.exists(directory.resolve("flights/parse-1.2.log")));
    assertTrue(Files.exists(directory.resolve("flights/parse-1.12.log")));
  }

  @Test
  void endsAProcessAlsoOneThatIgnoresTheRequest() throws Exception {
    Launcher launcher =
        Launcher.processes(
            List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"),
            directory);
    LaunchedInstance stubborn = launcher.start(REQUEST);
    Path log = directory.resolve("flights/parse-1.1.log");
    while (Files.size(log) == 0) {
      Thread.onSpinWait();
    }
    launcher.stop(stubborn);
    assertNotEquals(0, stubborn.onExit().get(10, TimeUnit.SECONDS));
    assertTrue(ProcessHandle.of(stubborn.pid()).isEmpty());
  }

  @Test
  void namesTheCommandThatCannotBeStarted() throws IOException {
    Launcher launcher = Launcher.processes(List.of("/no/such/program", "{name}"), directory);
    LaunchException e = assertThrows(LaunchException.class, () -> launcher.start(REQUEST));
    assertTrue(e.getMessage().contains("'/no/such/program parse-1'"), e.getMessage());
  }
}
