package io.maillon.chaos.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A planted fault is found, and the run that shows it shrinks to what it takes. */
class ShrinkTest {
  /** Of a failure that came with fewer there is little to leave out. */
  private static final int FAULTS_MIN = 8;

  private static final String MUTANT = "a replica takes appends of fenced owners";
  private static final int SEEDS = 100;

  @TempDir private Path directory;

  @Test
  void whatIsLeftFailsAlikeWithLessAndIsReplayed() throws Exception {
    Mutant mutant =
        Mutants.ALL.stream().filter(m -> m.name().equals(MUTANT)).findFirst().orElseThrow();
    mutant.compile(Path.of("..").toAbsolutePath().normalize(), directory);
    try (MutantWorlds worlds = new MutantWorlds(directory)) {
      LongFunction<?> probe = (LongFunction<?>) worlds.load(ShrinkProbe.class);
      for (long seed = 1; seed <= SEEDS; seed++) {
        List<String> words = ((List<?>) probe.apply(seed)).stream().map(String::valueOf).toList();
        if (!words.isEmpty() && Integer.parseInt(words.get(1)) >= FAULTS_MIN) {
          System.out.println(words.get(0));
          if (check(words)) {
            return;
          }
        }
      }
    }
    fail(MUTANT + ": not convicted by fewer faults in " + SEEDS + " seeds");
  }

  /** Returns whether fewer faults were enough: of some worlds all are to blame. */
  private static boolean check(List<String> words) {
    String text = words.get(0);
    List<String> failed = words.subList(1, 5);
    List<String> shrunk = words.subList(5, 9);
    List<String> replayed = words.subList(9, 13);
    int before = Integer.parseInt(failed.get(0));
    int after = Integer.parseInt(shrunk.get(0));
    assertTrue(after > 0 && after <= before, () -> after + " of " + before + " faults\n" + text);
    assertTrue(Integer.parseInt(shrunk.get(1)) < Integer.parseInt(failed.get(1)), text);
    assertEquals(failed.get(2), shrunk.get(2), "invariant");
    assertEquals(shrunk, replayed, "what the replay line repeats");
    assertEquals(after, text.lines().filter(l -> l.startsWith("  fault ")).count(), text);
    return after < before;
  }
}
