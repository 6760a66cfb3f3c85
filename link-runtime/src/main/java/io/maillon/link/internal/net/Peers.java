package io.maillon.link.internal.net;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.wire.Hello;
import io.maillon.wire.Refusal;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The connections of one life with all its peers. Owner: the link thread.
 *
 * <p>Messages are flushed once per turn of the event loop and connection, not one by one: a system
 * call costs more than a message.
 */
public final class Peers {
  private final InstanceId self;
  private final EventLoop loop;
  private final PeerDialler dialler;
  private final PeerEvents events;
  private final SortedMap<InstanceId, PeerLink> links = new TreeMap<>();
  private final SortedMap<InstanceId, Address> addresses = new TreeMap<>();
  private final List<Channel> dirty = new ArrayList<>();

  public Peers(
      String pipeline,
      InstanceId self,
      EventLoop loop,
      Transport transport,
      WireOptions options,
      PeerEvents events) {
    this.self = self;
    this.loop = loop;
    this.events = events;
    dialler = new PeerDialler(pipeline, self, loop, transport, options);
  }

  /** Best effort, in order; what may be lost is told. */
  public void send(InstanceId peer, PeerMessage message) {
    link(peer).send(message);
  }

  /** Where peers listen; those that a full topology no longer names are let go. */
  public void topology(Topology topology) {
    if (topology.full()) {
      addresses.clear();
    }
    for (InstanceEntry entry : topology.instances()) {
      addresses.put(entry.instance(), entry.address());
    }
    if (topology.full()) {
      letGo();
    }
  }

  /** Only links on which nothing waits: whatever is lost is told, never dropped. */
  private void letGo() {
    links
        .entrySet()
        .removeIf(link -> !addresses.containsKey(link.getKey()) && link.getValue().idle());
  }

  /** Connections in use. */
  public int connections() {
    int connected = 0;
    for (PeerLink link : links.values()) {
      connected += link.connected() ? 1 : 0;
    }
    return connected;
  }

  /** Whether to let a peer in whose hello names this life. */
  Optional<Refusal> admit(Hello hello) {
    if (hello.from().isEmpty() || hello.from().get().equals(self)) {
      return Optional.of(
          new Refusal(Refusal.Code.NOT_ME, "from " + hello.from() + ": expected another instance"));
    }
    InstanceId peer = hello.from().get();
    return links.containsKey(peer) && links.get(peer).prefersOwnDial()
        ? Optional.of(
            new Refusal(Refusal.Code.DUPLICATE, self + " dials " + peer + " at the same moment"))
        : Optional.empty();
  }

  /** The life is over. */
  public void close() {
    links.values().forEach(PeerLink::end);
    links.clear();
  }

  InstanceId self() {
    return self;
  }

  EventLoop loop() {
    return loop;
  }

  PeerDialler dialler() {
    return dialler;
  }

  PeerEvents events() {
    return events;
  }

  Optional<Address> address(InstanceId peer) {
    return Optional.ofNullable(addresses.get(peer));
  }

  PeerLink link(InstanceId peer) {
    return links.computeIfAbsent(peer, p -> new PeerLink(p, this));
  }

  void write(Channel channel, PeerMessage message) {
    var unused = channel.write(message, channel.voidPromise());
    if (dirty.isEmpty()) {
      loop.execute(this::flush);
    }
    if (!dirty.contains(channel)) {
      dirty.add(channel);
    }
  }

  private void flush() {
    List<Channel> now = List.copyOf(dirty);
    dirty.clear();
    now.forEach(Channel::flush);
  }
}
