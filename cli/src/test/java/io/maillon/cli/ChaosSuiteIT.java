package io.maillon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.maillon.chaos.cluster.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Suites as a user starts them, on each back-end: three coordinators, four instances. Where a
 * back-end can't be used here its run is skipped, unless {@code -Dchaos.require=NAME,NAME} names
 * it.
 */
class ChaosSuiteIT {
  @ParameterizedTest
  @CsvSource({"smoke, processes", "cuts, namespaces", "smoke, containers"})
  void isValid(String suite, String backend, @TempDir Path temporary) throws Exception {
    expectUsable(backend);
    Path store = temporary.resolve("store");
    ProgramRun run =
        ProgramRun.of(
            temporary,
            "chaos",
            "run",
            suite,
            "--backend",
            backend,
            "--time",
            System.getProperty("chaos.time", "15s"),
            "--store",
            store.toString(),
            "--seed",
            System.getProperty("chaos.seed", "1"));
    System.out.println(run.output());
    assertEquals(0, run.exitCode(), run.output());
    assertTrue(run.output().contains("VALID  " + suite), run.output());
    assertEquals(List.of(), run.leftProcesses());
    assertEquals(List.of(), run.leftFiles());
    assertReport(store.resolve(suite));
  }

  private static void assertReport(Path runs) throws Exception {
    try (Stream<Path> directories = Files.list(runs)) {
      Path directory = directories.findFirst().orElseThrow();
      assertTrue(Files.exists(directory.resolve("history.ndjson.gz")));
      assertTrue(Files.readString(directory.resolve("result.json")).contains("VALID"));
      assertTrue(Files.readString(directory.resolve("report.html")).contains("</html>"));
    }
  }

  private static void expectUsable(String backend) {
    Optional<String> why = Backend.named(backend).unavailable();
    boolean required = Backend.isRequired(backend);
    assertFalse(required && why.isPresent(), () -> backend + ": " + why.orElse(""));
    assumeTrue(why.isEmpty(), () -> backend + ": " + why.orElse(""));
  }
}
