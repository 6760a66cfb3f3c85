package io.maillon.link.internal.net;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.wire.HandshakeException;
import io.maillon.wire.Refusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection with one peer. Owner: the link thread.
 *
 * <p>A side dials only while it has no connection, and only because it has something to send, so
 * the first message on an accepted connection proves that its dialler uses it; before that the
 * connection is only pending. When both dial at once, the one dialled by the smaller id stays: the
 * smaller side refuses the other's, the larger side drops its own. Every message is either written
 * to the connection in use or waits for it, in order; whenever either goes, {@link
 * PeerEvents#disconnected} follows. See docs/protocol/peer-connections.md for why this is enough.
 */
final class PeerLink {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
  private static final long AWAIT_MS = PeerDialler.TIMEOUT_MS + 500L;

  private enum State {
    /** Nothing to send since the last connection. */
    IDLE,
    DIALLING,
    /** The peer's dial is on its way, or accepted and not proven yet. */
    AWAITING,
    USED,
    /** The loss of what waited is about to be told. */
    FAILING,
    CLOSED
  }

  private final InstanceId peer;
  private final boolean smaller;
  private final Peers peers;
  private final Queue<PeerMessage> waiting = new ArrayDeque<>();
  private State state = State.IDLE;
  private Channel dialled;
  private Channel pending;
  private Channel used;
  private boolean usedIsOurs;
  private boolean pendingIsOlder;
  private boolean lastDialFailed;
  private int awaitNumber;

  PeerLink(InstanceId peer, Peers peers) {
    this.peer = peer;
    this.peers = peers;
    smaller = peers.self().compareTo(peer) < 0;
  }

  boolean connected() {
    return state == State.USED;
  }

  /** Nothing is connected, under way or waiting. */
  boolean idle() {
    return state == State.IDLE && pending == null;
  }

  void send(PeerMessage message) {
    if (state == State.USED) {
      peers.write(used, message);
      return;
    }
    if (state == State.FAILING || state == State.CLOSED) {
      return;
    }
    waiting.add(message);
    if (state == State.IDLE && pending != null) {
      await();
    } else if (state == State.IDLE) {
      dial();
    }
  }

  /** Whether to refuse a connection that the peer dials, since ours is under way and stays. */
  boolean prefersOwnDial() {
    // After a failed dial the peer may be the only one of the two that can reach the other.
    return state == State.DIALLING && smaller && !lastDialFailed;
  }

  private void dial() {
    Optional<Address> address = peers.address(peer);
    if (address.isEmpty()) {
      failLater(false);
      return;
    }
    state = State.DIALLING;
    ChannelFuture dial = peers.dialler().dial(peer, address.get(), PeerHandler.dialled(this));
    dialled = dial.channel();
    // Not from the listener itself, which may run before this call returns.
    dial.addListener(
        done -> {
          if (!done.isSuccess()) {
            peers.loop().execute(() -> dialFailed(dial.channel(), done.cause()));
          }
        });
  }

  void dialDone(Channel channel) {
    if (channel != dialled) {
      close(channel);
      return;
    }
    dialled = null;
    lastDialFailed = false;
    if (pending != null && !smaller) {
      close(channel);
      await();
    } else {
      use(channel, true);
    }
  }

  void dialFailed(Channel channel, Throwable cause) {
    if (channel != dialled) {
      return;
    }
    dialled = null;
    boolean duplicate =
        cause instanceof HandshakeException failed
            && failed.refusal().filter(r -> r.code() == Refusal.Code.DUPLICATE).isPresent();
    lastDialFailed = !duplicate;
    if (pending != null || duplicate) {
      await();
    } else {
      LOG.debug("{} can't reach {}: {}", peers.self(), peer, cause.toString());
      fail(refused(cause));
    }
  }

  /** Netty has no type of its own for this, and uses its supertype for time-outs as well. */
  private static boolean refused(Throwable cause) {
    return cause instanceof ConnectException
        && String.valueOf(cause.getMessage()).startsWith("Connection refused");
  }

  /** The peer dialled and was let in. */
  void accepted(Channel channel) {
    if (state == State.CLOSED) {
      close(channel);
      return;
    }
    Channel former = pending;
    pending = channel;
    pendingIsOlder = state != State.USED;
    if (former != null) {
      close(former);
    }
  }

  void received(Channel channel, PeerMessage message) {
    if (channel == pending) {
      proven(channel);
    }
    if (channel == used) {
      peers.events().message(peer, message);
    }
  }

  /** The peer uses the pending connection: so do we, unless ours stays. */
  private void proven(Channel channel) {
    pending = null;
    if (state == State.USED && usedIsOurs && smaller && pendingIsOlder) {
      close(channel);
      return;
    }
    if (dialled != null) {
      Channel own = dialled;
      dialled = null;
      close(own);
    }
    if (state == State.USED) {
      Channel former = used;
      used = null;
      state = State.AWAITING;
      close(former);
      peers.events().disconnected(peer, false);
    }
    if (state != State.CLOSED) {
      use(channel, false);
    }
  }

  private void use(Channel channel, boolean ours) {
    used = channel;
    usedIsOurs = ours;
    state = State.USED;
    awaitNumber++;
    for (PeerMessage next = waiting.poll(); next != null; next = waiting.poll()) {
      peers.write(channel, next);
    }
    peers.events().connected(peer);
  }

  void closed(Channel channel) {
    if (channel == used) {
      used = null;
      state = State.IDLE;
      peers.events().disconnected(peer, false);
    } else if (channel == pending) {
      pending = null;
      if (state == State.AWAITING) {
        dial();
      }
    } else {
      dialFailed(channel, new ClosedChannelException());
    }
  }

  private void await() {
    state = State.AWAITING;
    int number = ++awaitNumber;
    var unused = peers.loop().schedule(() -> awaited(number), AWAIT_MS, TimeUnit.MILLISECONDS);
  }

  private void awaited(int number) {
    if (state == State.AWAITING && number == awaitNumber) {
      Channel silent = pending;
      pending = null;
      if (silent != null) {
        close(silent);
      }
      fail(false);
    }
  }

  private void fail(boolean refused) {
    state = State.IDLE;
    waiting.clear();
    peers.events().disconnected(peer, refused);
  }

  private void failLater(boolean refused) {
    state = State.FAILING;
    peers
        .loop()
        .execute(
            () -> {
              if (state == State.FAILING) {
                fail(refused);
              }
            });
  }

  void fault(Throwable cause) {
    if (state != State.CLOSED) {
      peers.events().fault(cause);
    }
  }

  /** Closes the connection in use, as the network may at any time. */
  void hangUp() {
    if (used != null) {
      close(used);
    }
  }

  /** The life is over: nothing is told any more. */
  void end() {
    state = State.CLOSED;
    waiting.clear();
    for (Channel channel : new Channel[] {dialled, pending, used}) {
      if (channel != null) {
        close(channel);
      }
    }
    dialled = null;
    pending = null;
    used = null;
  }

  private static void close(Channel channel) {
    var unused = channel.close();
  }
}
