package io.maillon.coordinator.state;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.LogKind;
import java.util.List;

/** A state that is played by hand; time goes on by a second with each command. */
final class Play {
  /** As the leader told it with every activation. */
  static final long INSTALLED_MS = 17;

  final ClusterState state = new ClusterState();
  private long nowMs;

  static Play with(int replication, LogKind log) {
    Play play = new Play();
    play.done(new Action.Apply(Samples.spec(replication, log)));
    return play;
  }

  Reply apply(Action action) {
    nowMs += 1_000;
    return state.apply(new Command(nowMs, 0, 0, action));
  }

  Reply apply(long client, long request, Action action) {
    nowMs += 1_000;
    return state.apply(new Command(nowMs, client, request, action));
  }

  Reply done(Action action) {
    Reply reply = apply(action);
    assertTrue(reply.done(), reply.message());
    return reply;
  }

  Play join(String... names) {
    for (String name : names) {
      done(new Action.Join(Samples.register(name, nowMs + 1)));
    }
    return this;
  }

  Play dead(String... lives) {
    List<Action.Death> deaths =
        Samples.ids(lives).stream()
            .map(i -> new Action.Death(i, "killed", nowMs - 20, nowMs - 10, nowMs))
            .toList();
    done(new Action.DeclareDead("p", deaths));
    return this;
  }

  /** Whether the claim was granted. */
  boolean grant(Action.Granted claim) {
    return apply(new Action.Grant("p", List.of(claim))).message().startsWith("1 ");
  }

  /** Whether the claim was activated. */
  boolean activate(PartitionId partition, long epoch, String candidate) {
    Action.Activation one =
        new Action.Activation(partition, epoch, Samples.id(candidate), INSTALLED_MS);
    return apply(new Action.Activate("p", List.of(one))).message().startsWith("1 ");
  }

  Play owned(PartitionId partition, String owner, String... replicas) {
    assertTrue(grant(Samples.first(partition, owner, replicas)));
    assertTrue(activate(partition, 1, owner));
    return this;
  }

  PipelineRecord pipeline() {
    return state.pipeline("p").orElseThrow();
  }

  PartitionRecord partition(PartitionId id) {
    return pipeline().partition(id).orElseThrow();
  }
}
