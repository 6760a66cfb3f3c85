package io.maillon.wire.internal;

import static io.maillon.wire.internal.IdMapping.list;

import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.control.PeerView;
import io.maillon.protocol.control.PipelineState;
import io.maillon.wire.proto.ControlProto;
import java.util.Optional;

/** Parts of topologies and heartbeats to Protobuf and back. */
public final class TopologyMapping {
  static final EnumMapping<PipelineState, ControlProto.PipelineState> STATE =
      new EnumMapping<>("PIPELINE_STATE_", PipelineState.class, ControlProto.PipelineState.class);
  private static final EnumMapping<PeerView.State, ControlProto.PeerState> PEER_STATE =
      new EnumMapping<>("PEER_STATE_", PeerView.State.class, ControlProto.PeerState.class);

  private TopologyMapping() {}

  public static ControlProto.PartitionEntry toProto(PartitionEntry entry) {
    ControlProto.PartitionEntry.Builder builder =
        ControlProto.PartitionEntry.newBuilder()
            .setPartition(IdMapping.toProto(entry.partition()))
            .setActive(IdMapping.toProto(entry.active()))
            .setFinished(entry.finished());
    entry.claim().ifPresent(claim -> builder.setClaim(IdMapping.toProto(claim)));
    return builder.build();
  }

  public static PartitionEntry fromProto(ControlProto.PartitionEntry entry) {
    return new PartitionEntry(
        IdMapping.fromProto(entry.getPartition()),
        IdMapping.fromProto(entry.getActive()),
        entry.hasClaim() ? Optional.of(IdMapping.fromProto(entry.getClaim())) : Optional.empty(),
        entry.getFinished());
  }

  public static ControlProto.InstanceEntry toProto(InstanceEntry entry) {
    return ControlProto.InstanceEntry.newBuilder()
        .setInstance(IdMapping.toProto(entry.instance()))
        .setAddress(IdMapping.toProto(entry.address()))
        .setHost(entry.host())
        .setAlive(entry.alive())
        .build();
  }

  public static InstanceEntry fromProto(ControlProto.InstanceEntry entry) {
    return new InstanceEntry(
        IdMapping.fromProto(entry.getInstance()),
        IdMapping.fromProto(entry.getAddress()),
        entry.getHost(),
        entry.getAlive());
  }

  static ControlProto.PartitionProgress toProto(PartitionProgress progress) {
    return ControlProto.PartitionProgress.newBuilder()
        .setPartition(IdMapping.toProto(progress.partition()))
        .setEpoch(progress.epoch())
        .setCommittedIndex(progress.committedIndex())
        .setLastOffset(progress.lastOffset())
        .setAckedOffset(progress.ackedOffset())
        .setInFlightBytes(progress.inFlightBytes())
        .setWaitingBytes(progress.waitingBytes())
        .setLogBytes(progress.logBytes())
        .setReplayed(progress.replayed())
        .setWaitsFor(progress.waitsFor())
        .addAllPositions(list(progress.positions(), IdMapping::toProto))
        .addAllChannels(list(progress.channels(), LogMapping::toProto))
        .build();
  }

  static PartitionProgress fromProto(ControlProto.PartitionProgress progress) {
    return new PartitionProgress(
        IdMapping.fromProto(progress.getPartition()),
        progress.getEpoch(),
        progress.getCommittedIndex(),
        progress.getLastOffset(),
        progress.getAckedOffset(),
        progress.getInFlightBytes(),
        progress.getWaitingBytes(),
        progress.getLogBytes(),
        progress.getReplayed(),
        progress.getWaitsFor(),
        list(progress.getPositionsList(), IdMapping::fromProto),
        list(progress.getChannelsList(), LogMapping::fromProto));
  }

  static ControlProto.PeerView toProto(PeerView view) {
    return ControlProto.PeerView.newBuilder()
        .setPeer(IdMapping.toProto(view.peer()))
        .setState(PEER_STATE.of(view.state()))
        .setAgeMs(view.ageMs())
        .build();
  }

  static PeerView fromProto(ControlProto.PeerView view) {
    return new PeerView(
        IdMapping.fromProto(view.getPeer()), PEER_STATE.from(view.getState()), view.getAgeMs());
  }
}
