package io.maillon.recovery.partition;

import static io.maillon.recovery.testing.Samples.MID;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.Fence;
import io.maillon.protocol.peer.Fenced;
import io.maillon.protocol.peer.Fetch;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.peer.Refused;
import io.maillon.recovery.testing.FakeStore;
import io.maillon.recovery.testing.Samples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The cores of one partition on several instances; the test carries messages and plays Raft. */
final class Cluster {
  private sealed interface Event permits Letter, Lost {}

  private record Letter(InstanceId from, InstanceId to, PeerMessage message) implements Event {}

  /** What was sent did not arrive: the sender is told that there is no connection. */
  private record Lost(InstanceId from, InstanceId to) implements Event {}

  final Map<InstanceId, PartitionCore> cores = new TreeMap<>();
  private final Map<InstanceId, FakeStore> stores = new TreeMap<>();
  private final Deque<Event> letters = new ArrayDeque<>();
  private final Set<InstanceId> cut = new TreeSet<>();
  Configuration active = Configuration.NONE;
  private Optional<Claim> newest = Optional.empty();

  Cluster(InstanceId... instances) {
    for (InstanceId id : instances) {
      begin(id, new FakeStore());
    }
  }

  private void begin(InstanceId id, FakeStore store) {
    stores.put(id, store);
    cores.put(id, new PartitionCore(MID, id, true, store, (to, m) -> post(id, to, m)));
  }

  /** A replica restarts with its files; Raft renames it, and nobody hears of it yet. */
  void restart(InstanceId former, InstanceId now) {
    cut(former);
    cores.remove(former);
    begin(now, stores.remove(former));
    List<InstanceId> renamed = new ArrayList<>(active.replicas());
    renamed.replaceAll(r -> r.equals(former) ? now : r);
    active = new Configuration(active.epoch(), active.owner(), renamed);
    heal(now);
  }

  /** Raft grants a claim, and the candidate hears of it. */
  Assign claim(long epoch, InstanceId candidate, InstanceId... replicas) {
    newest = Optional.of(new Claim(epoch, candidate, List.of(replicas)));
    Assign assign = new Assign(MID, newest.get(), active, active.epoch() == 0);
    cores.get(candidate).onAssign(assign);
    return assign;
  }

  /** Raft activates the newest claim if its candidate is ready; nobody hears of it yet. */
  void activate() {
    Claim claim = newest.orElseThrow();
    if (!cores.get(claim.candidate()).readyToActivate().equals(Optional.of(claim.epoch()))) {
      throw new AssertionError(claim + " is not ready");
    }
    active = claim.proposal();
    newest = Optional.empty();
  }

  void tell(InstanceId... who) {
    for (InstanceId id : who) {
      cores.get(id).onEntry(new PartitionEntry(MID, active, newest, false));
    }
  }

  /** Claim, install, activate, and everybody knows. */
  void establish(long epoch, InstanceId candidate, InstanceId... replicas) {
    claim(epoch, candidate, replicas);
    run();
    activate();
    tell(cores.keySet().toArray(new InstanceId[0]));
    run();
  }

  void cut(InstanceId id) {
    cut.add(id);
    letters.removeIf(e -> e instanceof Letter l && (l.from().equals(id) || l.to().equals(id)));
    cores.forEach(
        (other, core) -> {
          if (!other.equals(id)) {
            core.onDisconnected(id);
            cores.get(id).onDisconnected(other);
          }
        });
  }

  void heal(InstanceId id) {
    cut.remove(id);
    cores.forEach(
        (other, core) -> {
          if (!other.equals(id) && !cut.contains(other)) {
            core.onConnected(id);
            cores.get(id).onConnected(other);
          }
        });
  }

  /** Delivers until nothing is under way. */
  void run() {
    while (step()) {}
  }

  /** Delivers one message; false if none is under way. */
  boolean step() {
    Event event = letters.poll();
    if (event instanceof Letter letter) {
      deliver(cores.get(letter.to()), letter.from(), letter.message());
      cores.values().forEach(PartitionCore::checkInvariants);
    } else if (event instanceof Lost lost) {
      cores.get(lost.from()).onDisconnected(lost.to());
    }
    return event != null;
  }

  /** Delivers until the next message is of this type. */
  void runUntil(Class<? extends PeerMessage> type) {
    while (!(letters.getFirst() instanceof Letter l && type.isInstance(l.message()))) {
      step();
    }
  }

  OwnerCore owner(InstanceId id) {
    return cores.get(id).owner().orElseThrow();
  }

  void append(InstanceId id) {
    OwnerCore owner = owner(id);
    owner.append(Samples.commit(owner.speaks(), owner.log().lastIndex() + 1));
  }

  long lastIndex(InstanceId id) {
    return cores.get(id).held().log().orElseThrow().lastIndex();
  }

  private void post(InstanceId from, InstanceId to, PeerMessage message) {
    boolean lost = cut.contains(from) || cut.contains(to);
    letters.add(lost ? new Lost(from, to) : new Letter(from, to, message));
  }

  private static void deliver(PartitionCore core, InstanceId from, PeerMessage message) {
    if (message instanceof Append m) {
      core.onAppend(from, m);
    } else if (message instanceof Appended m) {
      core.onAppended(from, m);
    } else if (message instanceof Fence m) {
      core.onFence(from, m);
    } else if (message instanceof Fenced m) {
      core.onFenced(from, m);
    } else if (message instanceof Fetch m) {
      core.onFetch(from, m);
    } else if (message instanceof Fetched m) {
      core.onFetched(from, m);
    } else if (message instanceof Install m) {
      core.onInstall(from, m);
    } else if (message instanceof InstallTaken m) {
      core.onInstallTaken(from, m);
    } else {
      core.onRefused(from, (Refused) message);
    }
  }
}
