package io.maillon.cli.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The command line of a launch, and what is read from it. */
class LaunchedInstanceTest {
  @Test
  void readsWhatItWrites() {
    List<String> command =
        LaunchedInstance.command(
            "-Xmx64m",
            Path.of("/logs"),
            List.of(Path.of("/a.jar"), Path.of("/b.jar")),
            Optional.of(77L));
    List<String> filledIn =
        command
            .subList(command.indexOf(LaunchedInstance.class.getName()) + 1, command.size())
            .stream()
            .map(a -> a.replace("{coordinators}", "127.0.0.1:1,127.0.0.1:2"))
            .map(a -> a.replace("{pipeline}", "p").replace("{name}", "p-3"))
            .toList();
    LaunchedInstance read = new LaunchedInstance(filledIn.toArray(String[]::new));
    assertEquals(
        List.of(new Address("127.0.0.1", 1), new Address("127.0.0.1", 2)), read.coordinators());
    assertEquals("p", read.pipeline());
    assertEquals("p-3", read.name());
    assertEquals(Path.of("/logs"), read.logDirectory());
    assertEquals(List.of(Path.of("/a.jar"), Path.of("/b.jar")), read.jars());
    assertEquals(Optional.of(77L), read.exitWith());
  }

  @Test
  void itsProcessEndsWhenItsMemoryIsSpent() {
    List<String> command =
        LaunchedInstance.command("-Xmx64m", Path.of("/logs"), List.of(), Optional.empty());
    assertTrue(command.contains("-XX:+ExitOnOutOfMemoryError"), command.toString());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertTrue(refused("--port", "1").contains("--port"));
    assertTrue(refused("--name").contains("--name"));
  }

  private static String refused(String... args) {
    return assertThrows(IllegalArgumentException.class, () -> new LaunchedInstance(args))
        .getMessage();
  }
}
