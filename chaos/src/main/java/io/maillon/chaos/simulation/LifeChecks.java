package io.maillon.chaos.simulation;

import io.maillon.chaos.simulation.Transition.Kind;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.ChannelRefused;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.Fetch;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.peer.Refused;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.partition.CandidateCore;
import io.maillon.recovery.partition.CandidateCore.Phase;
import io.maillon.recovery.partition.OwnerCore;
import io.maillon.recovery.partition.PartitionCore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Watches one life: what it takes for committed, releases, acknowledges and keeps in memory. */
final class LifeChecks {
  private static final class Seen {
    final PartitionId partition;
    PartitionCore core;
    OwnerCore owner;
    long epoch;
    long speaks;
    long committed;
    long claim;
    Phase phase;
    boolean ready;

    Seen(PartitionId partition) {
      this.partition = partition;
    }
  }

  private static final long TIMER_LATE_MS = 1_000;
  private static final int TIMER_LATE_BEATS = 2;

  private final World world;
  private final Life life;
  private final PipelineSpec spec;
  private final List<Seen> partitions = new ArrayList<>();
  private final Map<PartitionId, Integer> late = new TreeMap<>();

  LifeChecks(World world, Life life, PipelineSpec spec) {
    this.world = world;
    this.life = life;
    this.spec = spec;
    spec.partitions().forEach(p -> partitions.add(new Seen(p)));
  }

  void afterEvent() {
    life.core().checkInvariants();
    for (Seen seen : partitions) {
      if (seen.core == null) { // Once it is there it stays.
        seen.core = life.core().partition(seen.partition).orElse(null);
      }
      if (seen.core != null) {
        watchOwner(seen, seen.core);
        Optional<CandidateCore> candidate = seen.core.candidate();
        if (candidate.isPresent()) {
          watchCandidate(seen, candidate.get());
        }
      }
    }
  }

  private void watchOwner(Seen seen, PartitionCore core) {
    OwnerCore owner = core.owner().orElse(null);
    if (owner != seen.owner) {
      onOffice(seen, owner);
    }
    if (owner == null) {
      return;
    }
    if (owner.epoch() != seen.epoch || owner.speaks() != seen.speaks) {
      seen.epoch = owner.epoch();
      seen.speaks = owner.speaks();
      seen.ready = false;
      world.recorder().onOffice(seen.partition, life.id(), owner);
      world
          .trace()
          .transition(
              life.id()
                  + " "
                  + seen.partition
                  + " OWNER epoch "
                  + seen.epoch
                  + " speaks "
                  + seen.speaks);
    }
    if (owner.committedIndex() != seen.committed) {
      seen.committed = owner.committedIndex();
      onCommitted(seen);
    }
    if (!seen.ready && core.readyToActivate().isPresent()) {
      seen.ready = true;
      world.recorder().add(seen.partition, Kind.JOINT, life.id(), seen.speaks, 0);
      world.probes().hit("joint change of replicas");
    }
  }

  private void onOffice(Seen seen, OwnerCore owner) {
    if (owner == null) {
      world.recorder().add(seen.partition, Kind.OUT, life.id(), seen.epoch, 0);
      world
          .trace()
          .transition(life.id() + " " + seen.partition + " OWNER->OUT epoch " + seen.epoch);
    } else {
      CommitNode log = life.stores().tip(seen.partition).orElseThrow();
      if (log.index() != owner.log().lastIndex()) {
        throw new Violation(
            3,
            life.id()
                + " takes "
                + seen.partition
                + " with a log up to "
                + owner.log().lastIndex()
                + ": expected what was written whole, up to "
                + log);
      }
      Optional<CommitNode> committed = world.truths().committedAt(seen.partition, owner.epoch());
      if (committed.isPresent() && !log.contains(committed.get())) {
        throw new Violation(
            3,
            life.id()
                + " takes "
                + seen.partition
                + " in epoch "
                + owner.epoch()
                + " with the log up to "
                + log
                + ": expected it to contain "
                + committed.get());
      }
      world.onOffice(seen.partition, owner.epoch(), life.id());
      world.probes().hit("office taken");
    }
    seen.owner = owner;
    seen.epoch = 0;
    seen.committed = -1;
  }

  private void onCommitted(Seen seen) {
    Optional<CommitNode> tip = life.stores().tip(seen.partition);
    CommitNode upTo = tip.orElseThrow().at(seen.committed);
    if (world.history().of(seen.partition).commit(upTo)) {
      world.trace().mark(5, seen.committed);
      world.recorder().add(seen.partition, Kind.COMMIT, life.id(), seen.speaks, seen.committed);
      if (spec.stage(seen.partition.stage()).replication() > 0) {
        world.truths().onCommitted(seen.partition, upTo, life.id());
      }
    }
  }

  private void watchCandidate(Seen seen, CandidateCore candidate) {
    long epoch = candidate.claim().epoch();
    if (epoch != seen.claim || candidate.phase() != seen.phase) {
      seen.claim = epoch;
      seen.phase = candidate.phase();
      if (seen.phase == Phase.INSTALLING || seen.phase == Phase.INSTALLED) {
        world.recorder().add(seen.partition, Kind.INSTALLING, life.id(), epoch, 0);
      }
      world
          .trace()
          .transition(
              life.id() + " " + seen.partition + " CANDIDATE epoch " + epoch + " " + seen.phase);
    }
  }

  void onSend(PeerMessage message) {
    world.recorder().onSent(life.id(), message);
    if (message instanceof Deliver m) {
      onDeliver(m);
    } else if (message instanceof Acknowledge m) {
      onAcknowledged(m.from(), m.to(), m.ackedOffset());
    } else if (message instanceof ChannelOpened m) {
      onAcknowledged(m.from(), m.to(), m.ackedOffset());
    } else if (message instanceof Refused m) {
      world.probes().hit("refusal " + m.reason());
    } else if (message instanceof ChannelRefused) {
      world.probes().hit("channel refused");
    } else if (message instanceof Install m && m.chunk().number() == 0) {
      world.probes().hit("image installed");
    } else if (message instanceof Fetch m && m.number() == 0) {
      world.probes().hit("image fetched");
    }
  }

  private void onDeliver(Deliver m) {
    OutputBatch known =
        world.history().of(m.from()).output(m.batch().target(), m.batch().firstOffset());
    if (known == null || !known.equals(m.batch())) {
      throw new Violation(
          2,
          life.id()
              + " releases "
              + m.from()
              + " -> "
              + m.batch().target()
              + " offset "
              + m.batch().firstOffset()
              + " in epoch "
              + m.fromEpoch()
              + (known == null ? " which is not committed" : " with other content than committed"));
    }
  }

  private void onAcknowledged(PartitionId from, PartitionId to, long offset) {
    Optional<CommitNode> tip = life.stores().tip(to);
    if (tip.isEmpty() || offset == 0) {
      return;
    }
    long committed = world.history().of(to).line(tip.get()).position(from);
    if (offset > committed) {
      throw new Violation(
          2,
          life.id()
              + " acknowledges "
              + from
              + " -> "
              + to
              + " offset "
              + offset
              + ": committed is "
              + committed);
    }
  }

  /** A timer is fired when nothing keeps its partition from moving. */
  private void checkTimer(PartitionProgress p) {
    long dueMs = life.function(p.partition()).map(StageRun::nextTimerMs).orElse(Long.MAX_VALUE);
    long nowMs = life.process().nowMs();
    boolean free = p.waitsFor().isEmpty() && life.core().pipelineState() == PipelineState.RUNNING;
    if (dueMs > nowMs - TIMER_LATE_MS || !free) {
      late.remove(p.partition());
    } else if (late.merge(p.partition(), 1, Integer::sum) > TIMER_LATE_BEATS) {
      throw new Violation(
          7,
          life.id() + ": " + p.partition() + " has a timer due since " + (nowMs - dueMs) + " ms");
    }
  }

  /** Buffers within their bounds (invariant 8). */
  void onBeat(Heartbeat beat) {
    Limits limits = spec.limits();
    for (PartitionProgress p : beat.partitions()) {
      checkTimer(p);
      long batch = world.pipeline().batchBytesMax();
      long inputs = spec.upstreams(p.partition()).size();
      if (p.waitingBytes() > inputs * (limits.windowBytes() + batch)) {
        throw new Violation(
            8,
            p.partition()
                + ": "
                + p.waitingBytes()
                + " bytes of input wait, "
                + inputs
                + " windows of "
                + limits.windowBytes());
      }
      if (p.logBytes() > limits.inFlightBytes() + world.pipeline().commitBytesMax()) {
        throw new Violation(
            8,
            p.partition()
                + ": "
                + p.logBytes()
                + " bytes in the log, limit "
                + limits.inFlightBytes());
      }
      if (p.waitsFor().startsWith("credit")) {
        world.probes().hit("beat of a partition out of credit");
      } else if (p.waitsFor().startsWith("acknowledgements")) {
        world.probes().hit("beat of a partition with a full log");
      }
    }
  }
}
