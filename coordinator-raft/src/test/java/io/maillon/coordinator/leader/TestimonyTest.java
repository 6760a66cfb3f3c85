package io.maillon.coordinator.leader;

import static io.maillon.coordinator.state.Samples.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.PeerView;
import io.maillon.protocol.pipeline.LogKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What instances say of each other. Instances a, b, c are on 1, 2, 3; b's connection closes. */
class TestimonyTest {
  private final Stage stage = new Stage(false);

  /** Whether b lives on when its host refuses, and a told 10 ms after the closing what it saw. */
  private boolean livesOn(PeerView seen) {
    stage.running(1, LogKind.MEMORY);
    stage.beating.remove(2L);
    stage.core.onDisconnected(2, stage.nowNs(), stage.nowMs());
    stage.run(10);
    stage.say(1, new Heartbeat(id("a#1"), 2, List.of(), List.of(seen), 0, 0));
    stage.core.onProbed("p", id("b#1"), true, stage.nowNs(), stage.nowMs());
    stage.settle();
    return stage.pipeline().isAlive(id("b#1"));
  }

  @Test
  void anAnswerAfterTheClosingSpeaksForIt() {
    assertEquals(true, livesOn(new PeerView(id("b#1"), PeerView.State.REACHABLE, 4)));
  }

  /** Peers notice the end a moment after us: what they told until then is older than it. */
  @Test
  void anAnswerFromBeforeTheClosingDoesNotHoweverLateItIsTold() {
    assertEquals(false, livesOn(new PeerView(id("b#1"), PeerView.State.REACHABLE, 40)));
  }
}
