package io.maillon.wire.internal;

import static io.maillon.wire.internal.MessageType.plain;

import io.maillon.wire.Hello;
import io.maillon.wire.HelloReply;
import io.maillon.wire.Refusal;
import io.maillon.wire.proto.HandshakeProto;
import java.util.List;
import java.util.Optional;

/** First frame of each direction. */
final class HandshakeTypes {
  private static final EnumMapping<Hello.Kind, HandshakeProto.Kind> KIND =
      new EnumMapping<>("KIND_", Hello.Kind.class, HandshakeProto.Kind.class);

  static final List<MessageType<?, ?>> ALL =
      List.of(
          plain(
              0x01,
              Family.HANDSHAKE,
              Hello.class,
              HandshakeProto.Hello.parser(),
              HandshakeTypes::toProto,
              HandshakeTypes::fromProto),
          plain(
              0x02,
              Family.HANDSHAKE,
              HelloReply.class,
              HandshakeProto.HelloReply.parser(),
              HandshakeTypes::toProto,
              HandshakeTypes::fromProto));

  private HandshakeTypes() {}

  private static HandshakeProto.Hello toProto(Hello m) {
    HandshakeProto.Hello.Builder builder =
        HandshakeProto.Hello.newBuilder()
            .setVersionMin(m.versionMin())
            .setVersionMax(m.versionMax())
            .setFeatures(m.features())
            .setKind(KIND.of(m.kind()))
            .setPipeline(m.pipeline());
    m.from().ifPresent(id -> builder.setFrom(IdMapping.toProto(id)));
    m.to().ifPresent(id -> builder.setTo(IdMapping.toProto(id)));
    return builder.build();
  }

  private static Hello fromProto(HandshakeProto.Hello h) {
    return new Hello(
        h.getVersionMin(),
        h.getVersionMax(),
        h.getFeatures(),
        KIND.from(h.getKind()),
        h.getPipeline(),
        h.hasFrom() ? Optional.of(IdMapping.fromProto(h.getFrom())) : Optional.empty(),
        h.hasTo() ? Optional.of(IdMapping.fromProto(h.getTo())) : Optional.empty());
  }

  private static HandshakeProto.HelloReply toProto(HelloReply m) {
    HandshakeProto.HelloReply.Builder builder =
        HandshakeProto.HelloReply.newBuilder().setVersion(m.version()).setFeatures(m.features());
    m.refusal()
        .ifPresent(
            refusal ->
                builder.setRefusal(
                    HandshakeProto.Refusal.newBuilder()
                        .setCode(refusal.code().number())
                        .setMessage(refusal.message())));
    return builder.build();
  }

  private static HelloReply fromProto(HandshakeProto.HelloReply h) {
    return new HelloReply(
        h.getVersion(),
        h.getFeatures(),
        h.hasRefusal()
            ? Optional.of(
                new Refusal(Refusal.Code.of(h.getRefusal().getCode()), h.getRefusal().getMessage()))
            : Optional.empty());
  }
}
