package io.maillon.wire.internal;

import static io.maillon.wire.internal.IdMapping.fromProto;
import static io.maillon.wire.internal.IdMapping.toProto;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.ChannelRefused;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.OpenChannel;
import io.maillon.protocol.peer.Ping;
import io.maillon.protocol.peer.Pong;
import io.maillon.wire.proto.PeerProto;
import java.util.List;
import java.util.function.Function;

/** Messages that carry records from stage to stage, and probes. */
final class ChannelTypes {
  static final List<MessageType<?, ?>> ALL =
      List.of(
          type(
              0x10,
              OpenChannel.class,
              PeerProto.OpenChannel.parser(),
              ChannelTypes::openOf,
              ChannelTypes::openFrom),
          type(
              0x11,
              ChannelOpened.class,
              PeerProto.ChannelOpened.parser(),
              ChannelTypes::openedOf,
              ChannelTypes::openedFrom),
          type(
              0x12,
              ChannelRefused.class,
              PeerProto.ChannelRefused.parser(),
              ChannelTypes::refusedOf,
              ChannelTypes::refusedFrom),
          new MessageType<>(
              0x13,
              Family.PEER,
              Deliver.class,
              PeerProto.Deliver.parser(),
              ChannelTypes::deliverOf,
              (m, sink) -> sink.slice(m.batch().records()),
              ChannelTypes::deliverFrom),
          type(
              0x14,
              Acknowledge.class,
              PeerProto.Acknowledge.parser(),
              ChannelTypes::acknowledgeOf,
              ChannelTypes::acknowledgeFrom),
          type(
              0x30,
              Ping.class,
              PeerProto.Ping.parser(),
              m -> PeerProto.Ping.newBuilder().setNumber(m.number()).build(),
              h -> new Ping(h.getNumber())),
          type(
              0x31,
              Pong.class,
              PeerProto.Pong.parser(),
              m -> PeerProto.Pong.newBuilder().setNumber(m.number()).build(),
              h -> new Pong(h.getNumber())));

  private ChannelTypes() {}

  private static <M, H extends MessageLite> MessageType<M, H> type(
      int code, Class<M> type, Parser<H> parser, Function<M, H> header, Function<H, M> read) {
    return MessageType.plain(code, Family.PEER, type, parser, header, read);
  }

  private static PeerProto.OpenChannel openOf(OpenChannel m) {
    return PeerProto.OpenChannel.newBuilder()
        .setFrom(toProto(m.from()))
        .setTo(toProto(m.to()))
        .setFromEpoch(m.fromEpoch())
        .setToEpoch(m.toEpoch())
        .build();
  }

  private static OpenChannel openFrom(PeerProto.OpenChannel h) {
    return new OpenChannel(
        fromProto(h.getFrom()), fromProto(h.getTo()), h.getFromEpoch(), h.getToEpoch());
  }

  private static PeerProto.ChannelOpened openedOf(ChannelOpened m) {
    return PeerProto.ChannelOpened.newBuilder()
        .setFrom(toProto(m.from()))
        .setTo(toProto(m.to()))
        .setFromEpoch(m.fromEpoch())
        .setToEpoch(m.toEpoch())
        .setReceivedOffset(m.receivedOffset())
        .setAckedOffset(m.ackedOffset())
        .setGapAllowed(m.gapAllowed())
        .setCreditBytes(m.creditBytes())
        .build();
  }

  private static ChannelOpened openedFrom(PeerProto.ChannelOpened h) {
    return new ChannelOpened(
        fromProto(h.getFrom()),
        fromProto(h.getTo()),
        h.getFromEpoch(),
        h.getToEpoch(),
        h.getReceivedOffset(),
        h.getAckedOffset(),
        h.getGapAllowed(),
        h.getCreditBytes());
  }

  private static PeerProto.ChannelRefused refusedOf(ChannelRefused m) {
    return PeerProto.ChannelRefused.newBuilder()
        .setFrom(toProto(m.from()))
        .setTo(toProto(m.to()))
        .setFromEpoch(m.fromEpoch())
        .setKnownFromEpoch(m.knownFromEpoch())
        .setKnownToEpoch(m.knownToEpoch())
        .build();
  }

  private static ChannelRefused refusedFrom(PeerProto.ChannelRefused h) {
    return new ChannelRefused(
        fromProto(h.getFrom()),
        fromProto(h.getTo()),
        h.getFromEpoch(),
        h.getKnownFromEpoch(),
        h.getKnownToEpoch());
  }

  private static PeerProto.Deliver deliverOf(Deliver m) {
    return PeerProto.Deliver.newBuilder()
        .setFrom(toProto(m.from()))
        .setFromEpoch(m.fromEpoch())
        .setBatch(LogMapping.toProto(m.batch()))
        .build();
  }

  private static Deliver deliverFrom(PeerProto.Deliver h, BodyReader body) {
    return new Deliver(
        fromProto(h.getFrom()), h.getFromEpoch(), LogMapping.fromProto(h.getBatch(), body));
  }

  private static PeerProto.Acknowledge acknowledgeOf(Acknowledge m) {
    return PeerProto.Acknowledge.newBuilder()
        .setFrom(toProto(m.from()))
        .setTo(toProto(m.to()))
        .setFromEpoch(m.fromEpoch())
        .setAckedOffset(m.ackedOffset())
        .setCreditBytes(m.creditBytes())
        .build();
  }

  private static Acknowledge acknowledgeFrom(PeerProto.Acknowledge h) {
    return new Acknowledge(
        fromProto(h.getFrom()),
        fromProto(h.getTo()),
        h.getFromEpoch(),
        h.getAckedOffset(),
        h.getCreditBytes());
  }
}
