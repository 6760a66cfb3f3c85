package io.maillon.chaos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecorderTest {
  @Test
  void aRunThatIsRecordedIsTheSameRun() {
    for (long seed = 1; seed <= 5; seed++) {
      Simulation plain = new Simulation(seed, false);
      Simulation recorded = Simulation.recorded(seed);
      assertEquals(plain.run().traceHash(), recorded.run().traceHash(), "trace hash of " + seed);
      assertEquals(List.of(), plain.partitionTraces());
    }
  }

  @Test
  void everyPartitionWithReplicasHasATrace() {
    Simulation simulation = Simulation.recorded(1);
    simulation.run();
    assertFalse(simulation.partitionTraces().isEmpty());
    for (PartitionTrace trace : simulation.partitionTraces()) {
      assertEquals(Transition.Kind.GRANT, trace.transitions().get(0).kind(), trace.toString());
      assertEquals("its stream ended", trace.end().orElseThrow(), trace.toString());
    }
  }
}
