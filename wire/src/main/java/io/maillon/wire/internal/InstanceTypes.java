package io.maillon.wire.internal;

import static io.maillon.wire.internal.IdMapping.fromProto;
import static io.maillon.wire.internal.IdMapping.list;
import static io.maillon.wire.internal.IdMapping.toProto;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.control.FunctionFailed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.HeartbeatReply;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Shutdown;
import io.maillon.protocol.control.Topology;
import io.maillon.wire.proto.ControlProto;
import java.util.List;
import java.util.function.Function;

/** Messages between an instance and the leader. */
final class InstanceTypes {
  static final List<MessageType<?, ?>> ALL =
      List.of(
          type(
              0x40,
              Register.class,
              ControlProto.Register.parser(),
              InstanceTypes::registerOf,
              InstanceTypes::registerFrom),
          type(
              0x41,
              Registered.class,
              ControlProto.Registered.parser(),
              m ->
                  ControlProto.Registered.newBuilder()
                      .setInstance(toProto(m.instance()))
                      .setSpec(PipelineMapping.toProto(m.spec()))
                      .setHeartbeatIntervalMs(m.heartbeatIntervalMs())
                      .build(),
              h ->
                  new Registered(
                      fromProto(h.getInstance()),
                      PipelineMapping.fromProto(h.getSpec()),
                      h.getHeartbeatIntervalMs())),
          type(
              0x42,
              Attach.class,
              ControlProto.Attach.parser(),
              m ->
                  ControlProto.Attach.newBuilder()
                      .setPipeline(m.pipeline())
                      .setInstance(toProto(m.instance()))
                      .setSession(m.session())
                      .build(),
              h -> new Attach(h.getPipeline(), fromProto(h.getInstance()), h.getSession())),
          type(
              0x43,
              Dismissed.class,
              ControlProto.Dismissed.parser(),
              m ->
                  ControlProto.Dismissed.newBuilder()
                      .setInstance(toProto(m.instance()))
                      .setReason(m.reason())
                      .build(),
              h -> new Dismissed(fromProto(h.getInstance()), h.getReason())),
          type(
              0x44,
              Heartbeat.class,
              ControlProto.Heartbeat.parser(),
              InstanceTypes::heartbeatOf,
              InstanceTypes::heartbeatFrom),
          type(
              0x45,
              HeartbeatReply.class,
              ControlProto.HeartbeatReply.parser(),
              m -> ControlProto.HeartbeatReply.newBuilder().setNumber(m.number()).build(),
              h -> new HeartbeatReply(h.getNumber())),
          type(
              0x46,
              Assign.class,
              ControlProto.Assign.parser(),
              InstanceTypes::assignOf,
              InstanceTypes::assignFrom),
          type(
              0x47,
              Activate.class,
              ControlProto.Activate.parser(),
              InstanceTypes::activateOf,
              InstanceTypes::activateFrom),
          type(
              0x48,
              Finish.class,
              ControlProto.Finish.parser(),
              m ->
                  ControlProto.Finish.newBuilder()
                      .setInstance(toProto(m.instance()))
                      .setPartition(toProto(m.partition()))
                      .setEpoch(m.epoch())
                      .build(),
              h ->
                  new Finish(
                      fromProto(h.getInstance()), fromProto(h.getPartition()), h.getEpoch())),
          type(
              0x49,
              FunctionFailed.class,
              ControlProto.FunctionFailed.parser(),
              InstanceTypes::failedOf,
              InstanceTypes::failedFrom),
          type(
              0x4A,
              Topology.class,
              ControlProto.Topology.parser(),
              InstanceTypes::topologyOf,
              InstanceTypes::topologyFrom),
          type(
              0x4B,
              Shutdown.class,
              ControlProto.Shutdown.parser(),
              m -> ControlProto.Shutdown.newBuilder().setReason(m.reason()).build(),
              h -> new Shutdown(h.getReason())));

  private InstanceTypes() {}

  private static <M, H extends MessageLite> MessageType<M, H> type(
      int code, Class<M> type, Parser<H> parser, Function<M, H> header, Function<H, M> read) {
    return MessageType.plain(code, Family.CONTROL, type, parser, header, read);
  }

  private static ControlProto.Register registerOf(Register m) {
    return ControlProto.Register.newBuilder()
        .setPipeline(m.pipeline())
        .setName(m.name())
        .setSession(m.session())
        .setAddress(toProto(m.address()))
        .setHost(m.host())
        .setPid(m.pid())
        .addAllStages(m.stages())
        .setLogHost(m.logHost())
        .addAllCarries(list(m.carries(), IdMapping::toProto))
        .build();
  }

  private static Register registerFrom(ControlProto.Register h) {
    return new Register(
        h.getPipeline(),
        h.getName(),
        h.getSession(),
        fromProto(h.getAddress()),
        h.getHost(),
        h.getPid(),
        List.copyOf(h.getStagesList()),
        h.getLogHost(),
        list(h.getCarriesList(), IdMapping::fromProto));
  }

  private static ControlProto.Heartbeat heartbeatOf(Heartbeat m) {
    return ControlProto.Heartbeat.newBuilder()
        .setInstance(toProto(m.instance()))
        .setNumber(m.number())
        .addAllPartitions(list(m.partitions(), TopologyMapping::toProto))
        .addAllPeers(list(m.peers(), TopologyMapping::toProto))
        .setLoadMilli(m.loadMilli())
        .setFreeBytes(m.freeBytes())
        .build();
  }

  private static Heartbeat heartbeatFrom(ControlProto.Heartbeat h) {
    return new Heartbeat(
        fromProto(h.getInstance()),
        h.getNumber(),
        list(h.getPartitionsList(), TopologyMapping::fromProto),
        list(h.getPeersList(), TopologyMapping::fromProto),
        h.getLoadMilli(),
        h.getFreeBytes());
  }

  private static ControlProto.Assign assignOf(Assign m) {
    return ControlProto.Assign.newBuilder()
        .setPartition(toProto(m.partition()))
        .setClaim(toProto(m.claim()))
        .setActive(toProto(m.active()))
        .setFresh(m.fresh())
        .build();
  }

  private static Assign assignFrom(ControlProto.Assign h) {
    return new Assign(
        fromProto(h.getPartition()),
        fromProto(h.getClaim()),
        fromProto(h.getActive()),
        h.getFresh());
  }

  private static ControlProto.Activate activateOf(Activate m) {
    return ControlProto.Activate.newBuilder()
        .setInstance(toProto(m.instance()))
        .setPartition(toProto(m.partition()))
        .setEpoch(m.epoch())
        .setLastIndex(m.lastIndex())
        .build();
  }

  private static Activate activateFrom(ControlProto.Activate h) {
    return new Activate(
        fromProto(h.getInstance()), fromProto(h.getPartition()), h.getEpoch(), h.getLastIndex());
  }

  private static ControlProto.FunctionFailed failedOf(FunctionFailed m) {
    return ControlProto.FunctionFailed.newBuilder()
        .setInstance(toProto(m.instance()))
        .setPartition(toProto(m.partition()))
        .setEpoch(m.epoch())
        .setMessage(m.message())
        .build();
  }

  private static FunctionFailed failedFrom(ControlProto.FunctionFailed h) {
    return new FunctionFailed(
        fromProto(h.getInstance()), fromProto(h.getPartition()), h.getEpoch(), h.getMessage());
  }

  private static ControlProto.Topology topologyOf(Topology m) {
    return ControlProto.Topology.newBuilder()
        .setVersion(m.version())
        .setFull(m.full())
        .setState(TopologyMapping.STATE.of(m.state()))
        .addAllPartitions(list(m.partitions(), TopologyMapping::toProto))
        .addAllInstances(list(m.instances(), TopologyMapping::toProto))
        .build();
  }

  private static Topology topologyFrom(ControlProto.Topology h) {
    return new Topology(
        h.getVersion(),
        h.getFull(),
        TopologyMapping.STATE.from(h.getState()),
        list(h.getPartitionsList(), TopologyMapping::fromProto),
        list(h.getInstancesList(), TopologyMapping::fromProto));
  }
}
