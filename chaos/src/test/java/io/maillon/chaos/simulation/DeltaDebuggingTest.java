package io.maillon.chaos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeltaDebuggingTest {
  private static final List<Integer> EIGHT = upTo(8);

  private static List<Integer> upTo(int size) {
    return IntStream.rangeClosed(1, size).boxed().toList();
  }

  private static List<Integer> minimize(List<Integer> all, Predicate<List<Integer>> fails) {
    return new DeltaDebugging<Integer>(fails, Integer.MAX_VALUE).minimize(all);
  }

  /** Zeller and Hildebrandt, figure 4: the failure needs 1, 7 and 8. */
  @Test
  void findsTheExampleOfThePaper() {
    assertEquals(List.of(1, 7, 8), minimize(EIGHT, part -> part.containsAll(List.of(1, 7, 8))));
  }

  @Test
  void findsOneOfMany() {
    for (int culprit : EIGHT) {
      assertEquals(List.of(culprit), minimize(EIGHT, part -> part.contains(culprit)));
    }
  }

  @Test
  void keepsAllThatIsNeeded() {
    assertEquals(EIGHT, minimize(EIGHT, part -> part.size() == 8));
  }

  @Test
  void leavesNothingWhereNothingIsNeeded() {
    assertEquals(List.of(), minimize(EIGHT, part -> true));
    assertEquals(List.of(), minimize(List.of(), part -> true));
  }

  @Test
  void testsAreBounded() {
    List<List<Integer>> tests = new ArrayList<>();
    DeltaDebugging<Integer> search =
        new DeltaDebugging<>(
            part -> {
              tests.add(part);
              return part.containsAll(List.of(3, 60));
            },
            10);
    List<Integer> found = search.minimize(upTo(100));
    assertEquals(10, tests.size());
    assertEquals(10, search.tests());
    assertTrue(found.containsAll(List.of(3, 60)) && found.size() < 100, found::toString);
  }

  /** Also where a part fails, the whole does not, and vice versa. */
  @Test
  void whatItFindsIsMinimalForAnyFailure() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      long salt = random.nextLong();
      List<Integer> all = upTo(random.nextInt(1, 20));
      Predicate<List<Integer>> fails = part -> part.equals(all) || isDrawn(part, salt);
      List<Integer> found = minimize(all, fails);
      assertTrue(fails.test(found));
      assertEquals(new ArrayList<>(new TreeSet<>(found)), found, "in the order given");
      for (Integer element : found) {
        List<Integer> without = new ArrayList<>(found);
        without.remove(element);
        assertFalse(fails.test(without), () -> found + " without " + element);
      }
    }
  }

  private static boolean isDrawn(List<Integer> part, long salt) {
    return new SplittableRandom(salt ^ (part.hashCode() * 0x9E3779B97F4A7C15L)).nextInt(3) == 0;
  }
}
