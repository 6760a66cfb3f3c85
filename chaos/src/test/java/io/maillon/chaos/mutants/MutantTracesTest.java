package io.maillon.chaos.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.model.TraceProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
    mutant.compile(Path.of("..").toAbsolutePath().normalize(), classes());
    String rejected =
        rejected()
            .orElseThrow(
                () ->
                    new AssertionError(name + ": the traces of " + SEEDS + " seeds are accepted"));
    System.out.println(name + ": " + rejected.lines().limit(2).toList());
  }

  /** Or the rejections above would be no merit of the mutants. */
  @Test
  void isAcceptedWithoutAFault() throws Exception {
    assertEquals(Optional.empty(), rejected());
  }

  private Path classes() throws IOException {
    return Files.createDirectories(directory.resolve("classes"));
  }

  /** The first trace that is, with the mutant that was compiled, if any was. */
  private Optional<String> rejected() throws IOException, ReflectiveOperationException {
    try (MutantWorlds worlds = new MutantWorlds(classes())) {
      BiFunction<Path, List<Long>, List<String>> probe = probe(worlds);
      for (long from = 1; from <= SEEDS; from += AT_ONCE) {
        List<Long> seeds = LongStream.range(from, from + AT_ONCE).boxed().toList();
        List<String> rejected = probe.apply(directory, seeds);
        if (!rejected.isEmpty()) {
          return Optional.of(rejected.get(0));
        }
      }
      return Optional.empty();
    }
  }

  @SuppressWarnings(
      "unchecked") // All that it names comes from the platform's loader, so it is the same.
  private static BiFunction<Path, List<Long>, List<String>> probe(MutantWorlds worlds)
      throws ReflectiveOperationException {
    return (BiFunction<Path, List<Long>, List<String>>) worlds.load(TraceProbe.class);
  }
}
