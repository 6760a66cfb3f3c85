package io.maillon.recovery.instance;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.ChannelRefused;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.Fence;
import io.maillon.protocol.peer.Fenced;
import io.maillon.protocol.peer.Fetch;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.OpenChannel;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.peer.Ping;
import io.maillon.protocol.peer.Pong;
import io.maillon.protocol.peer.Refused;
import io.maillon.recovery.partition.PartitionCore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Takes each message between instances to the core that it is for. */
final class PeerMessages {
  private record Parked(InstanceId peer, OpenChannel message) {}

  private final InstanceCore instance;
  private final InstancePort port;
  private final Map<PartitionId, List<Parked>> parked = new TreeMap<>();

  PeerMessages(InstanceCore instance, InstancePort port) {
    this.instance = instance;
    this.port = port;
  }

  void on(InstanceId peer, PeerMessage message, long nowNs) {
    if (message instanceof Deliver m) {
      onDeliver(peer, m);
    } else if (message instanceof Acknowledge m) {
      owned(m.from(), o -> o.onAcknowledge(peer, m));
    } else if (message instanceof Append m) {
      atLog(m.partition(), c -> c.onAppend(peer, m));
    } else if (message instanceof Appended m) {
      atLog(m.partition(), c -> c.onAppended(peer, m));
    } else if (message instanceof Ping m) {
      port.send(peer, new Pong(m.number()));
    } else if (message instanceof Pong) {
      instance.peers().onAnswer(peer, nowNs);
    } else if (message instanceof OpenChannel m) {
      onOpen(peer, m);
    } else if (message instanceof ChannelOpened m) {
      owned(m.from(), o -> o.onOpened(peer, m));
    } else if (message instanceof ChannelRefused m) {
      owned(m.from(), o -> o.output(m.to()).ifPresent(c -> c.onRefused(peer, nowNs)));
    } else {
      onTakeover(peer, message);
    }
  }

  /** A new owner answers those who opened before it was in office. */
  void serveParked(OwnedPartition partition) {
    List<Parked> waiting = parked.remove(partition.id());
    if (waiting != null) {
      waiting.forEach(p -> partition.onOpen(p.peer(), p.message()));
    }
  }

  void forget(InstanceId peer) {
    parked.values().forEach(list -> list.removeIf(p -> p.peer().equals(peer)));
  }

  private void onTakeover(InstanceId peer, PeerMessage message) {
    if (message instanceof Fence m) {
      atLog(m.partition(), c -> c.onFence(peer, m));
    } else if (message instanceof Fenced m) {
      atLog(m.partition(), c -> c.onFenced(peer, m));
    } else if (message instanceof Fetch m) {
      atLog(m.partition(), c -> c.onFetch(peer, m));
    } else if (message instanceof Fetched m) {
      atLog(m.partition(), c -> c.onFetched(peer, m));
    } else if (message instanceof Install m) {
      atLog(m.partition(), c -> c.onInstall(peer, m));
    } else if (message instanceof InstallTaken m) {
      atLog(m.partition(), c -> c.onInstallTaken(peer, m));
    } else if (message instanceof Refused m) {
      atLog(m.partition(), c -> c.onRefused(peer, m));
    }
  }

  private void onDeliver(InstanceId peer, Deliver m) {
    PartitionId target = m.batch().target();
    if (instance.owned(target).isPresent()) {
      owned(target, o -> o.onDeliver(peer, m));
    } else {
      refuse(peer, m.from(), target, m.fromEpoch());
    }
  }

  private void onOpen(InstanceId peer, OpenChannel m) {
    if (instance.owned(m.to()).isPresent()) {
      owned(m.to(), o -> o.onOpen(peer, m));
    } else if (m.toEpoch() > instance.directory().epoch(m.to())) {
      parked.computeIfAbsent(m.to(), p -> new ArrayList<>()).add(new Parked(peer, m));
    } else {
      refuse(peer, m.from(), m.to(), m.fromEpoch());
    }
  }

  private void refuse(InstanceId peer, PartitionId from, PartitionId to, long fromEpoch) {
    port.send(peer, new ChannelRefused(from, to, fromEpoch, 0, instance.directory().epoch(to)));
  }

  private void owned(PartitionId partition, Consumer<OwnedPartition> action) {
    Optional<OwnedPartition> at = instance.owned(partition);
    if (at.isPresent()) {
      instance.guarded(
          partition,
          () -> {
            action.accept(at.get());
            instance.settle(partition);
          });
    }
  }

  private void atLog(PartitionId partition, Consumer<PartitionCore> action) {
    PartitionCore core = instance.core(partition);
    instance.guarded(
        partition,
        () -> {
          action.accept(core);
          instance.settle(partition);
        });
  }
}
