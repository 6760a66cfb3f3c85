package io.maillon.chaos.mutants;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulation is worth what it convicts. Run with {@code -DexcludedGroups=}, and {@code
 * -Dmutant=REGEX} for some of them.
 */
@Tag("proof")
class MutantsTest {
  private static final int SEEDS = 200;
  private static final int AT_ONCE = 8;
  private static final long BASE = 0x3117A275L;

  private record Conviction(long seed, String violation) {}

  static List<Mutant> mutants() {
    Pattern only = Pattern.compile(System.getProperty("mutant", ""));
    return Mutants.ALL.stream().filter(m -> only.matcher(m.name()).find()).toList();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void isConvicted(Mutant mutant, @TempDir Path directory) throws Exception {
    mutant.compile(Path.of("..").toAbsolutePath().normalize(), directory);
    long[] seeds = new SplittableRandom(BASE).longs(SEEDS).toArray();
    try (MutantWorlds worlds = new MutantWorlds(directory)) {
      for (int from = 0; from < SEEDS; from += AT_ONCE) {
        Optional<Conviction> found =
            LongStream.of(seeds)
                .skip(from)
                .limit(AT_ONCE)
                .parallel()
                .boxed()
                .flatMap(seed -> convict(worlds, seed))
                .findFirst();
        if (found.isPresent()) {
          System.out.printf(
              "%s: convicted within %d seeds, by 0x%X: %s%n",
              mutant, from + AT_ONCE, found.get().seed(), found.get().violation());
          return;
        }
      }
    }
    fail(mutant + ": not convicted by " + SEEDS + " seeds");
  }

  private static Stream<Conviction> convict(MutantWorlds worlds, long seed) {
    return worlds.violation(seed).map(violation -> new Conviction(seed, violation)).stream();
  }
}
