package io.maillon.chaos.mutants;

import static org.junit.jupiter.api.Assertions.fail;

import io.maillon.chaos.model.TraceProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a core with a planted fault does to a partition is no behaviour of the specification. */
@Tag("proof")
@Execution(ExecutionMode.CONCURRENT)
class MutantTracesTest {
  private static final long SEEDS = 20;
  private static final int AT_ONCE = 4;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a candidate does not fence itself",
        "a candidate is in office before its replicas hold the log",
        "committed before any replica has it",
        "new replicas are activated before they hold the log",
        "replicas change without the joint rule",
        "recovery from a proposal that was never active",
      })
  void isRejected(String name) throws Exception {
    Mutant mutant =
        Mutants.ALL.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    Path classes = Files.createDirectories(directory.resolve("classes"));
    mutant.compile(Path.of("..").toAbsolutePath().normalize(), classes);
    try (MutantWorlds worlds = new MutantWorlds(classes)) {
      BiFunction<Path, List<Long>, List<?>> probe = probe(worlds);
      for (long from = 1; from <= SEEDS; from += AT_ONCE) {
        List<Long> seeds = LongStream.range(from, from + AT_ONCE).boxed().toList();
        List<?> rejected = probe.apply(directory, seeds);
        if (!rejected.isEmpty()) {
          System.out.println(name + ": " + rejected.get(0).toString().lines().limit(2).toList());
          return;
        }
      }
    }
    fail(name + ": the traces of " + SEEDS + " seeds are accepted");
  }

  @SuppressWarnings(
      "unchecked") // The interface comes from the platform's loader, so it is the same.
  private static BiFunction<Path, List<Long>, List<?>> probe(MutantWorlds worlds)
      throws ReflectiveOperationException {
    return (BiFunction<Path, List<Long>, List<?>>) worlds.load(TraceProbe.class);
  }
}
