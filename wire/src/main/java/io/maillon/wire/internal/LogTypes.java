package io.maillon.wire.internal;

import static io.maillon.wire.internal.IdMapping.fromProto;
import static io.maillon.wire.internal.IdMapping.list;
import static io.maillon.wire.internal.IdMapping.toProto;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.Fence;
import io.maillon.protocol.peer.Fenced;
import io.maillon.protocol.peer.Fetch;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.Refused;
import io.maillon.wire.proto.PeerProto;
import java.util.List;
import java.util.function.Function;

/** Messages that carry commits from an owner or a candidate to replicas, and their answers. */
final class LogTypes {
  private static final EnumMapping<Refused.Reason, PeerProto.RefusedReason> REASON =
      new EnumMapping<>("REFUSED_REASON_", Refused.Reason.class, PeerProto.RefusedReason.class);

  static final List<MessageType<?, ?>> ALL =
      List.of(
          new MessageType<>(
              0x20,
              Family.PEER,
              Append.class,
              PeerProto.Append.parser(),
              LogTypes::appendOf,
              (m, sink) -> m.commits().forEach(commit -> LogMapping.body(commit, sink)),
              LogTypes::appendFrom),
          type(
              0x21,
              Appended.class,
              PeerProto.Appended.parser(),
              m ->
                  PeerProto.Appended.newBuilder()
                      .setPartition(toProto(m.partition()))
                      .setEpoch(m.epoch())
                      .setIndex(m.index())
                      .build(),
              h -> new Appended(fromProto(h.getPartition()), h.getEpoch(), h.getIndex())),
          type(
              0x22,
              Fence.class,
              PeerProto.Fence.parser(),
              m ->
                  PeerProto.Fence.newBuilder()
                      .setPartition(toProto(m.partition()))
                      .setEpoch(m.epoch())
                      .build(),
              h -> new Fence(fromProto(h.getPartition()), h.getEpoch())),
          type(
              0x23,
              Fenced.class,
              PeerProto.Fenced.parser(),
              LogTypes::fencedOf,
              h ->
                  new Fenced(
                      fromProto(h.getPartition()),
                      h.getEpoch(),
                      h.getLastEpoch(),
                      h.getLastIndex())),
          type(
              0x24,
              Fetch.class,
              PeerProto.Fetch.parser(),
              m ->
                  PeerProto.Fetch.newBuilder()
                      .setPartition(toProto(m.partition()))
                      .setEpoch(m.epoch())
                      .setNumber(m.number())
                      .build(),
              h -> new Fetch(fromProto(h.getPartition()), h.getEpoch(), h.getNumber())),
          new MessageType<>(
              0x25,
              Family.PEER,
              Fetched.class,
              PeerProto.Fetched.parser(),
              LogTypes::fetchedOf,
              (m, sink) -> LogMapping.body(m.chunk(), sink),
              (h, body) ->
                  new Fetched(
                      fromProto(h.getPartition()),
                      h.getEpoch(),
                      LogMapping.fromProto(h.getChunk(), body))),
          new MessageType<>(
              0x26,
              Family.PEER,
              Install.class,
              PeerProto.Install.parser(),
              LogTypes::installOf,
              (m, sink) -> LogMapping.body(m.chunk(), sink),
              (h, body) ->
                  new Install(
                      fromProto(h.getPartition()),
                      h.getEpoch(),
                      LogMapping.fromProto(h.getChunk(), body))),
          type(
              0x27,
              InstallTaken.class,
              PeerProto.InstallTaken.parser(),
              m ->
                  PeerProto.InstallTaken.newBuilder()
                      .setPartition(toProto(m.partition()))
                      .setEpoch(m.epoch())
                      .setNumber(m.number())
                      .build(),
              h -> new InstallTaken(fromProto(h.getPartition()), h.getEpoch(), h.getNumber())),
          type(
              0x28,
              Refused.class,
              PeerProto.Refused.parser(),
              LogTypes::refusedOf,
              LogTypes::refusedFrom));

  private LogTypes() {}

  private static <M, H extends MessageLite> MessageType<M, H> type(
      int code, Class<M> type, Parser<H> parser, Function<M, H> header, Function<H, M> read) {
    return MessageType.plain(code, Family.PEER, type, parser, header, read);
  }

  private static PeerProto.Append appendOf(Append m) {
    return PeerProto.Append.newBuilder()
        .setPartition(toProto(m.partition()))
        .setEpoch(m.epoch())
        .setPreviousEpoch(m.previousEpoch())
        .setPreviousIndex(m.previousIndex())
        .addAllCommits(list(m.commits(), LogMapping::toProto))
        .setCommittedIndex(m.committedIndex())
        .addAllMarks(list(m.marks(), LogMapping::toProto))
        .build();
  }

  private static Append appendFrom(PeerProto.Append h, BodyReader body) {
    return new Append(
        fromProto(h.getPartition()),
        h.getEpoch(),
        h.getPreviousEpoch(),
        h.getPreviousIndex(),
        list(h.getCommitsList(), commit -> LogMapping.fromProto(commit, body)),
        h.getCommittedIndex(),
        list(h.getMarksList(), LogMapping::fromProto));
  }

  private static PeerProto.Fenced fencedOf(Fenced m) {
    return PeerProto.Fenced.newBuilder()
        .setPartition(toProto(m.partition()))
        .setEpoch(m.epoch())
        .setLastEpoch(m.lastEpoch())
        .setLastIndex(m.lastIndex())
        .build();
  }

  private static PeerProto.Fetched fetchedOf(Fetched m) {
    return PeerProto.Fetched.newBuilder()
        .setPartition(toProto(m.partition()))
        .setEpoch(m.epoch())
        .setChunk(LogMapping.toProto(m.chunk()))
        .build();
  }

  private static PeerProto.Install installOf(Install m) {
    return PeerProto.Install.newBuilder()
        .setPartition(toProto(m.partition()))
        .setEpoch(m.epoch())
        .setChunk(LogMapping.toProto(m.chunk()))
        .build();
  }

  private static PeerProto.Refused refusedOf(Refused m) {
    return PeerProto.Refused.newBuilder()
        .setPartition(toProto(m.partition()))
        .setEpoch(m.epoch())
        .setReason(REASON.of(m.reason()))
        .setPromisedEpoch(m.promisedEpoch())
        .setLastIndex(m.lastIndex())
        .build();
  }

  private static Refused refusedFrom(PeerProto.Refused h) {
    return new Refused(
        fromProto(h.getPartition()),
        h.getEpoch(),
        REASON.from(h.getReason()),
        h.getPromisedEpoch(),
        h.getLastIndex());
  }
}
