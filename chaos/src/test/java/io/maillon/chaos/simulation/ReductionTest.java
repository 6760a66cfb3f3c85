package io.maillon.chaos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTest {
  private static SimulationReport run(long seed, Reduction reduction) {
    return new Simulation(seed, reduction, false).run();
  }

  private static List<Integer> numbers(SimulationReport report) {
    return report.faults().stream().map(FiredFault::number).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 5, 8})
  void faultsThatDidNothingCanBeLeftOut(long seed) {
    SimulationReport all = run(seed, Reduction.NONE);
    SimulationReport fired = run(seed, Reduction.NONE.withFaults(numbers(all)));
    assertTrue(all.faults().size() > 5, all.faults()::toString);
    assertEquals(all.traceHash(), fired.traceHash());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 5, 8})
  void whatIsLeftOutChangesNoOtherFault(long seed) {
    SimulationReport all = run(seed, Reduction.NONE);
    Map<Integer, FiredFault> before = new TreeMap<>();
    all.faults().forEach(f -> before.put(f.number(), f));
    List<Integer> kept = numbers(all).stream().filter(n -> n % 2 == 0).toList();
    SimulationReport half = run(seed, Reduction.NONE.withFaults(kept));
    assertTrue(kept.containsAll(numbers(half)), () -> numbers(half) + " of " + kept);
    int same = 0;
    for (FiredFault fault : half.faults()) {
      FiredFault former = before.get(fault.number());
      assertEquals(former.fault(), fault.fault());
      same += former.elapsedNs() == fault.elapsedNs() ? 1 : 0;
    }
    // All but those that wait for their occasion.
    assertTrue(same * 2 > kept.size(), same + " of " + kept.size() + " at the same time");
  }

  @Test
  void allFaultsCanBeLeftOut() {
    SimulationReport none = run(3, Reduction.NONE.withFaults(List.of()));
    assertEquals(List.of(), none.faults());
    assertTrue(none.isValid(), none.violation()::toString);
  }

  @Test
  void recordsAreLimited() {
    SimulationReport few = run(3, Reduction.NONE.withRecords(7));
    assertEquals(7, few.records());
    assertTrue(few.isValid(), few.violation()::toString);
    assertTrue(few.events() < run(3, Reduction.NONE).events());
  }

  @Test
  void readsWhatItWrites() {
    for (List<Integer> faults : List.of(List.<Integer>of(), List.of(4), List.of(3, 17, 21))) {
      String text = Reduction.NONE.withFaults(faults).faultsText();
      assertEquals(new TreeSet<>(faults), Reduction.parseFaults(text), text);
    }
    assertEquals("3,17,21", Reduction.NONE.withFaults(List.of(21, 3, 17)).faultsText());
    assertEquals(Optional.empty(), Reduction.NONE.faults());
  }

  @Test
  void refusesWhatIsNoListOfFaults() {
    for (String text : List.of("", "3,,4", "3;4", "-1", "a")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Reduction.parseFaults(text))
              .getMessage();
      assertEquals("'" + text + "': expected numbers of faults, as 3,17,21, or none", message);
    }
  }
}
