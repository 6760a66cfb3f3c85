package io.maillon.wire.internal;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.maillon.protocol.control.Accepted;
import io.maillon.protocol.control.Apply;
import io.maillon.protocol.control.Evict;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.Resume;
import io.maillon.protocol.control.Status;
import io.maillon.protocol.control.StatusRequest;
import io.maillon.protocol.control.Stop;
import io.maillon.wire.proto.ControlProto;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Messages between an operator and a coordinator, and answers that instances get too. */
final class OperatorTypes {
  static final List<MessageType<?, ?>> ALL =
      List.of(
          type(
              0x60,
              Apply.class,
              ControlProto.Apply.parser(),
              m ->
                  ControlProto.Apply.newBuilder()
                      .setRequestId(m.requestId())
                      .setSpec(PipelineMapping.toProto(m.spec()))
                      .build(),
              h -> new Apply(h.getRequestId(), PipelineMapping.fromProto(h.getSpec()))),
          type(
              0x61,
              Stop.class,
              ControlProto.Stop.parser(),
              m ->
                  ControlProto.Stop.newBuilder()
                      .setRequestId(m.requestId())
                      .setPipeline(m.pipeline())
                      .build(),
              h -> new Stop(h.getRequestId(), h.getPipeline())),
          type(
              0x62,
              Resume.class,
              ControlProto.Resume.parser(),
              m ->
                  ControlProto.Resume.newBuilder()
                      .setRequestId(m.requestId())
                      .setPipeline(m.pipeline())
                      .build(),
              h -> new Resume(h.getRequestId(), h.getPipeline())),
          type(
              0x63,
              StatusRequest.class,
              ControlProto.StatusRequest.parser(),
              m -> ControlProto.StatusRequest.newBuilder().setPipeline(m.pipeline()).build(),
              h -> new StatusRequest(h.getPipeline())),
          type(
              0x64,
              Status.class,
              ControlProto.Status.parser(),
              m -> ControlProto.Status.newBuilder().setLeader(m.leader()).setJson(m.json()).build(),
              h -> new Status(h.getLeader(), h.getJson())),
          type(
              0x65,
              Accepted.class,
              ControlProto.Accepted.parser(),
              m ->
                  ControlProto.Accepted.newBuilder()
                      .setRequestId(m.requestId())
                      .setMessage(m.message())
                      .build(),
              h -> new Accepted(h.getRequestId(), h.getMessage())),
          type(
              0x66,
              Rejected.class,
              ControlProto.Rejected.parser(),
              m ->
                  ControlProto.Rejected.newBuilder()
                      .setRequestId(m.requestId())
                      .setMessage(m.message())
                      .build(),
              h -> new Rejected(h.getRequestId(), h.getMessage())),
          type(
              0x67,
              NotLeader.class,
              ControlProto.NotLeader.parser(),
              OperatorTypes::notLeaderOf,
              OperatorTypes::notLeaderFrom),
          type(
              0x68,
              Evict.class,
              ControlProto.Evict.parser(),
              m ->
                  ControlProto.Evict.newBuilder()
                      .setRequestId(m.requestId())
                      .setPipeline(m.pipeline())
                      .setInstance(IdMapping.toProto(m.instance()))
                      .setForce(m.force())
                      .build(),
              h ->
                  new Evict(
                      h.getRequestId(),
                      h.getPipeline(),
                      IdMapping.fromProto(h.getInstance()),
                      h.getForce())));

  private OperatorTypes() {}

  private static <M, H extends MessageLite> MessageType<M, H> type(
      int code, Class<M> type, Parser<H> parser, Function<M, H> header, Function<H, M> read) {
    return MessageType.plain(code, Family.CONTROL, type, parser, header, read);
  }

  private static ControlProto.NotLeader notLeaderOf(NotLeader m) {
    ControlProto.NotLeader.Builder builder = ControlProto.NotLeader.newBuilder();
    m.leader().ifPresent(leader -> builder.setLeader(IdMapping.toProto(leader)));
    return builder.build();
  }

  private static NotLeader notLeaderFrom(ControlProto.NotLeader h) {
    return new NotLeader(
        h.hasLeader() ? Optional.of(IdMapping.fromProto(h.getLeader())) : Optional.empty());
  }
}
