package io.maillon.recovery.testing;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.recovery.partition.PeerSender;
import java.util.ArrayList;
import java.util.List;

/** Records what a core sends. */
public final class Sent implements PeerSender {
  /** One message on its way. */
  public record Letter(InstanceId to, PeerMessage message) {}

  private final List<Letter> letters = new ArrayList<>();

  @Override
  public void send(InstanceId peer, PeerMessage message) {
    letters.add(new Letter(peer, message));
  }

  /** All since the last call. */
  public List<Letter> take() {
    List<Letter> all = List.copyOf(letters);
    letters.clear();
    return all;
  }

  /** The messages since the last call, which must all be of this type. */
  public <M extends PeerMessage> List<M> take(Class<M> type) {
    return take().stream().map(l -> type.cast(l.message())).toList();
  }

  /** The only message since the last call. */
  public <M extends PeerMessage> M one(Class<M> type) {
    List<M> all = take(type);
    if (all.size() != 1) {
      throw new AssertionError("sent " + all + ": expected one " + type.getSimpleName());
    }
    return all.get(0);
  }
}
