package io.maillon.coordinator.internal.server;

import io.maillon.coordinator.internal.raft.ReplicatedState;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.CommandCodec;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/**
 * This node's copy of the committed state, as bytes for Raft and as records for whoever asks for a
 * status. The lock is this object: the Raft adapter holds it while it calls.
 */
final class ClusterReplica implements ReplicatedState {
  private ClusterState state = new ClusterState();

  @Override
  public Optional<String> refusal(byte[] command) {
    try {
      CommandCodec.decode(ByteBuffer.wrap(command));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public synchronized byte[] apply(long index, byte[] command) {
    Command decoded = CommandCodec.decode(ByteBuffer.wrap(command));
    return CommandCodec.encode(state.apply(decoded));
  }

  @Override
  public synchronized byte[] snapshot() {
    return state.dump();
  }

  @Override
  public synchronized void restore(Optional<byte[]> snapshot) {
    state = snapshot.map(ClusterState::load).orElseGet(ClusterState::new);
  }

  /** Looks at the state under the lock; what it returns must not share anything that changes. */
  synchronized <T> T read(Function<ClusterState, T> look) {
    return look.apply(state);
  }
}
