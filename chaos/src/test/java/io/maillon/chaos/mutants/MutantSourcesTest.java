package io.maillon.chaos.mutants;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever moves code that a mutant names hears of it at once, not from the proofs. */
class MutantSourcesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static List<Mutant> mutants() {
    return Mutants.ALL;
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void findsItsPlace(Mutant mutant) throws IOException {
    assertNotEquals(Files.readString(ROOT.resolve(mutant.file())), mutant.plantedIn(ROOT));
  }
}
