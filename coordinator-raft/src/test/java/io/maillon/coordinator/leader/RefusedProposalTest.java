package io.maillon.coordinator.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.Samples;
import io.maillon.protocol.control.Apply;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.pipeline.LogKind;
import org.junit.jupiter.api.Test;

/** A command that the log does not take, such as one that is too long. */
class RefusedProposalTest {
  private final Stage stage = new Stage(false);

  @Test
  void whoAskedForItHearsWhy() {
    Apply apply = new Apply(stage.request(1), Samples.spec(1, LogKind.MEMORY));
    stage.core.onMessage(Stage.OPERATOR, apply, stage.nowNs(), stage.nowMs());
    Command command = stage.proposed.removeLast();
    stage.core.onProposalRefused(command, "too long", stage.nowNs(), stage.nowMs());
    Rejected rejected = stage.last(Stage.OPERATOR, Rejected.class).orElseThrow();
    assertEquals(new Rejected(stage.request(1), "too long"), rejected);
    stage.say(Stage.OPERATOR, apply);
    assertTrue(stage.agreed.pipeline("p").isPresent(), "and may ask again");
  }
}
