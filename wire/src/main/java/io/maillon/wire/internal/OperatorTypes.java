package io.maillon.wire.internal;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.maillon.protocol.control.Accepted;
import io.maillon.protocol.control.Apply;
import io.maillon.protocol.control.Evict;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.OpenSession;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.RequestId;
import io.maillon.protocol.control.Resume;
import io.maillon.protocol.control.SessionExpired;
import io.maillon.protocol.control.SessionOpened;
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
                      .setSession(m.requestId().session())
                      .setRequestId(m.requestId().number())
                      .setSpec(PipelineMapping.toProto(m.spec()))
                      .build(),
              h ->
                  new Apply(
                      requestId(h.getSession(), h.getRequestId()),
                      PipelineMapping.fromProto(h.getSpec()))),
          type(
              0x61,
              Stop.class,
              ControlProto.Stop.parser(),
              m ->
                  ControlProto.Stop.newBuilder()
                      .setSession(m.requestId().session())
                      .setRequestId(m.requestId().number())
                      .setPipeline(m.pipeline())
                      .build(),
              h -> new Stop(requestId(h.getSession(), h.getRequestId()), h.getPipeline())),
          type(
              0x62,
              Resume.class,
              ControlProto.Resume.parser(),
              m ->
                  ControlProto.Resume.newBuilder()
                      .setSession(m.requestId().session())
                      .setRequestId(m.requestId().number())
                      .setPipeline(m.pipeline())
                      .build(),
              h -> new Resume(requestId(h.getSession(), h.getRequestId()), h.getPipeline())),
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
                      .setSession(m.requestId().session())
                      .setRequestId(m.requestId().number())
                      .setMessage(m.message())
                      .build(),
              h -> new Accepted(requestId(h.getSession(), h.getRequestId()), h.getMessage())),
          type(
              0x66,
              Rejected.class,
              ControlProto.Rejected.parser(),
              m ->
                  ControlProto.Rejected.newBuilder()
                      .setSession(m.requestId().session())
                      .setRequestId(m.requestId().number())
                      .setMessage(m.message())
                      .build(),
              h -> new Rejected(requestId(h.getSession(), h.getRequestId()), h.getMessage())),
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
                      .setSession(m.requestId().session())
                      .setRequestId(m.requestId().number())
                      .setPipeline(m.pipeline())
                      .setInstance(IdMapping.toProto(m.instance()))
                      .setForce(m.force())
                      .build(),
              h ->
                  new Evict(
                      requestId(h.getSession(), h.getRequestId()),
                      h.getPipeline(),
                      IdMapping.fromProto(h.getInstance()),
                      h.getForce())),
          type(
              0x69,
              OpenSession.class,
              ControlProto.OpenSession.parser(),
              m -> ControlProto.OpenSession.newBuilder().setNonce(m.nonce()).build(),
              h -> new OpenSession(h.getNonce())),
          type(
              0x6a,
              SessionOpened.class,
              ControlProto.SessionOpened.parser(),
              m ->
                  ControlProto.SessionOpened.newBuilder()
                      .setNonce(m.nonce())
                      .setSession(m.session())
                      .build(),
              h -> new SessionOpened(h.getNonce(), h.getSession())),
          type(
              0x6b,
              SessionExpired.class,
              ControlProto.SessionExpired.parser(),
              m ->
                  ControlProto.SessionExpired.newBuilder()
                      .setSession(m.requestId().session())
                      .setRequestId(m.requestId().number())
                      .setMessage(m.message())
                      .build(),
              h ->
                  new SessionExpired(requestId(h.getSession(), h.getRequestId()), h.getMessage())));

  private OperatorTypes() {}

  static <M, H extends MessageLite> MessageType<M, H> type(
      int code, Class<M> type, Parser<H> parser, Function<M, H> header, Function<H, M> read) {
    return MessageType.plain(code, Family.CONTROL, type, parser, header, read);
  }

  static RequestId requestId(long session, long number) {
    return new RequestId(session, number);
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
