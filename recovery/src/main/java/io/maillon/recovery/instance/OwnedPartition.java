package io.maillon.recovery.instance;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.OpenChannel;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.channel.InChannel;
import io.maillon.recovery.channel.OutChannel;
import io.maillon.recovery.log.OutputQueue;
import io.maillon.recovery.log.PartitionImage;
import io.maillon.recovery.partition.OwnerCore;
import io.maillon.recovery.partition.PeerSender;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A partition at work: takes input from its channels, has the function run, commits, releases
 * outputs and acknowledges input.
 *
 * <p>Invariants: at most one run of the function is under way; nothing is released or acknowledged
 * beyond {@link OwnerCore#committedIndex()}.
 */
final class OwnedPartition {
  private final PartitionId id;
  private final PipelineSpec spec;
  private final StageSpec stage;
  private final OwnerCore owner;
  private final long officeEpoch;
  private final InstancePort port;
  private final InChannels inputs;
  private final OutChannels outputs;
  private final OutputNumbering numbering;
  private final Optional<HeldAcknowledgements> heldAcks;
  private Optional<Batching> underWay = Optional.empty();
  private boolean running;
  private boolean halted;
  private boolean ended;
  private boolean concluding;
  private boolean concluded;
  private long settledIndex;
  private long nextTimerMs;
  private long nowMs;
  private int turn;

  OwnedPartition(
      PartitionId id, PipelineSpec spec, OwnerCore owner, InstancePort port, PeerSender sender) {
    this.id = id;
    this.spec = spec;
    this.owner = owner;
    this.port = port;
    stage = spec.stage(id.stage());
    officeEpoch = owner.epoch();
    PartitionImage image = owner.log().image();
    numbering = new OutputNumbering(owner.log());
    settledIndex = owner.committedIndex();
    ended = image.finished();
    inputs = new InChannels(id, spec, image, officeEpoch, sender);
    outputs = new OutChannels(id, spec, image, officeEpoch, sender);
    heldAcks = stage.isVolatile() ? Optional.of(new HeldAcknowledgements()) : Optional.empty();
    port.open(
        id, new Restored(officeEpoch, image.entries(), List.copyOf(image.positions()), ended));
  }

  PartitionId id() {
    return id;
  }

  OwnerCore owner() {
    return owner;
  }

  long officeEpoch() {
    return officeEpoch;
  }

  Collection<OutChannel> outputs() {
    return outputs.all();
  }

  Optional<OutChannel> output(PartitionId target) {
    return outputs.to(target);
  }

  /** Whether the partition is through: its last output is acknowledged, its last act done. */
  boolean isFinished() {
    return concluded && owner.log().image().ackedOffset() == owner.log().lastOffset();
  }

  void close() {
    port.close(id, officeEpoch);
  }

  /**
   * What is known of the partitions around this one. A finished target consumed and committed all
   * that it was sent, though its last acknowledgement may have been lost with its connection.
   */
  void onNeighbours(Directory directory) {
    inputs.onNeighbours(directory);
    outputs.onNeighbours(directory);
    acknowledgeForFinished();
    tryWork();
  }

  /** Takes no new input until the pipeline runs again. */
  void setRunning(boolean runs) {
    running = runs;
    tryWork();
  }

  /** The function failed: nothing more is tried with this input. */
  void halt() {
    halted = true;
  }

  void onOpen(InstanceId peer, OpenChannel m) {
    inputs.onOpen(peer, m);
  }

  void onDeliver(InstanceId peer, Deliver m) {
    if (inputs.onDeliver(peer, m)) {
      tryWork();
    }
  }

  void onOpened(InstanceId peer, ChannelOpened m) {
    acknowledged(m.to(), m.ackedOffset());
    output(m.to()).ifPresent(o -> o.onOpened(peer, m));
    tryWork();
  }

  void onAcknowledge(InstanceId peer, Acknowledge m) {
    acknowledged(m.to(), m.ackedOffset());
    output(m.to()).ifPresent(o -> o.onAcknowledge(peer, m));
    tryWork();
  }

  void onDisconnected(InstanceId peer, long nowNs) {
    inputs.onDisconnected(peer);
    outputs.onDisconnected(peer, nowNs);
  }

  /** The function came back; void when it was asked in another epoch. */
  void onWorked(WorkResult result) {
    if (result.epoch() != officeEpoch || underWay.isEmpty() || halted) {
      return;
    }
    Batching batching = underWay.get();
    underWay = Optional.empty();
    nextTimerMs = result.nextTimerMs();
    List<Position> positions =
        batching.consumed(result.consumed()).values().stream().map(InChannel::position).toList();
    List<OutputBatch> batches = new ArrayList<>(numbering.number(result.outputs()));
    if (result.ended()) {
      ended = true;
      batches.addAll(numbering.ends(spec.targets(id)));
    }
    if (!positions.isEmpty() || !batches.isEmpty() || !result.changes().isEmpty() || ended) {
      commit(positions, batches, result);
    }
    tryWork();
  }

  void onConcluded() {
    concluded = true;
  }

  /** Tells what was not worth a message of its own. */
  void onTick(long wallMs) {
    owner.onTick();
    inputs.onTick();
    onTime(wallMs);
  }

  /** Timers may be due. */
  void onTime(long wallMs) {
    nowMs = wallMs;
    if (nowMs >= nextTimerMs) {
      tryWork();
    }
  }

  /** The owner's commit index may have moved: releases, acknowledges, concludes. */
  void settle() {
    if (settledIndex != owner.committedIndex()) {
      settledIndex = owner.committedIndex();
      outputs.pump();
      acknowledgeForFinished();
      acknowledgeInputs();
      tryWork();
    }
    if (owner.log().image().finished() && !concluding) {
      concluding = true;
      port.conclude(id, officeEpoch);
    }
  }

  /** Starts the function if there is something for it and room for its outputs. */
  void tryWork() {
    if (!running || halted || ended || underWay.isPresent() || !owner.mayAct() || isFull()) {
      return;
    }
    boolean timersDue = nowMs >= nextTimerMs;
    if (inputs.none()) {
      run(new Batching(), false, timersDue);
      return;
    }
    Batching batching = Batching.take(inputs.all(), turn++, spec.limits().batchBytes());
    boolean last = batching.isEmpty() && inputs.haveEnded();
    if (!batching.isEmpty() || last || timersDue) {
      run(batching, last, timersDue);
    }
  }

  /** Changes whenever there is progress; cheaper than to report it. */
  long progressMark() {
    return owner.committedIndex() + owner.log().image().ackedOffset();
  }

  PartitionProgress progress() {
    PartitionImage image = owner.log().image();
    return new PartitionProgress(
        id,
        owner.epoch(),
        owner.committedIndex(),
        image.lastOffset(),
        image.ackedOffset(),
        image.inFlightBytes(),
        inputs.waitingBytes(),
        owner.log().unfoldedBytes() + image.inFlightBytes(),
        outputs.replayedRecords(),
        waitsFor(),
        List.copyOf(image.positions()),
        image.channels().stream().map(OutputQueue::mark).toList());
  }

  void checkInvariants() {
    owner.checkInvariants();
    for (InChannel input : inputs.all()) {
      input.checkInvariants();
    }
    if (owner.log().image().index() > owner.committedIndex()) {
      throw new IllegalStateException(
          id
              + ": folded "
              + owner.log().image().index()
              + " beyond committed "
              + owner.committedIndex());
    }
  }

  /** What keeps the partition from moving, for people; empty = nothing. */
  private String waitsFor() {
    if (halted) {
      return "an operator: its function failed";
    }
    if (!owner.waitsFor().isEmpty()) {
      return "confirmation by replicas " + owner.waitsFor();
    }
    List<PartitionId> closed = outputs.closed();
    if (!closed.isEmpty()) {
      return "a channel to " + closed;
    }
    List<PartitionId> poor = outputs.withoutCredit();
    if (!poor.isEmpty()) {
      return "credit of " + poor;
    }
    if (isFull()) {
      return "acknowledgements: its in-flight log is full";
    }
    if (underWay.isPresent() && !inputs.none()) {
      return "its function";
    }
    List<PartitionId> unfinished = inputs.unfinished();
    return unfinished.isEmpty() ? "" : "the coordinators to agree on the end of " + unfinished;
  }

  private boolean isFull() {
    return owner.log().unfoldedBytes() + owner.log().image().inFlightBytes()
        >= spec.limits().inFlightBytes();
  }

  private void run(Batching batching, boolean last, boolean timersDue) {
    underWay = Optional.of(batching);
    if (batching.inputs().isEmpty() && !batching.isEmpty() && !timersDue) {
      onlyEnds();
    } else {
      port.run(id, officeEpoch, new Work(batching.inputs(), last, timersDue, balancedTargets()));
    }
  }

  /** Nothing but end-of-stream markers was taken: no need to bother the function. */
  private void onlyEnds() {
    onWorked(new WorkResult(id, officeEpoch, 0, List.of(), List.of(), nextTimerMs, false));
  }

  private void commit(List<Position> positions, List<OutputBatch> batches, WorkResult result) {
    Commit commit =
        new Commit(
            owner.speaks(),
            owner.log().lastIndex() + 1,
            positions,
            batches,
            result.changes(),
            result.ended());
    heldAcks.ifPresent(h -> h.hold(owner.log(), commit));
    owner.append(commit);
    settle();
  }

  private void acknowledged(PartitionId target, long offset) {
    int dropped = owner.acknowledge(target, offset);
    if (dropped > 0) {
      output(target).ifPresent(o -> o.onDropped(dropped));
      if (heldAcks.isPresent()) {
        acknowledgeInputs();
      }
    }
  }

  private void acknowledgeForFinished() {
    for (PartitionId target : outputs.finished()) {
      acknowledged(target, owner.log().image().channel(target).lastOffset());
    }
  }

  private void acknowledgeInputs() {
    inputs.acknowledge(
        heldAcks
            .map(h -> h.release(owner.log().image().ackedOffset()))
            .orElse(owner.log().image().positions()));
  }

  private List<PartitionId> balancedTargets() {
    List<PartitionId> chosen = new ArrayList<>();
    for (LinkSpec link : spec.linksFrom(id.stage())) {
      if (link.edge() == Edge.BALANCED) {
        chosen.add(outputs.leastLoaded(link.to(), spec.stage(link.to()).partitions(), turn++));
      }
    }
    return chosen;
  }
}
