package io.maillon.chaos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose doing the end of a pipeline is. */
class WorldTest {
  private final World world = new World(1, Reduction.NONE, false, Optional.empty(), false);

  private PipelineRecord failed(String message) {
    PipelineSpec spec = world.swarm().spec();
    ClusterState state = new ClusterState();
    state.apply(new Command(World.WALL_MS, 0, 0, new Action.Apply(spec)));
    state.apply(new Command(World.WALL_MS, 0, 0, new Action.Fail(spec.name(), message)));
    return state.pipeline(spec.name()).orElseThrow();
  }

  @Test
  void aFullDiskIsAFault() {
    world.onState(failed("log file: no space left on the disk"));
    assertTrue(world.isFailedByDisk());
  }

  @Test
  void whatTheCodeThrowsIsNot() {
    Violation violation =
        assertThrows(Violation.class, () -> world.onState(failed("stage work: no line 50")));
    assertEquals(7, violation.invariant());
    assertEquals("pipeline FAILED: stage work: no line 50", violation.getMessage());
    assertFalse(world.isFailedByDisk());
  }
}
