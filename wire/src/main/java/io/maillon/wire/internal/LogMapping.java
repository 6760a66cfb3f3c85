package io.maillon.wire.internal;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.log.ImageHeader;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.log.StateChange;
import io.maillon.wire.proto.LogProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a log holds to Protobuf headers and raw bodies, and back. A state entry in a body is its key
 * length, the key, its value length + 1 (0 = removed), the value.
 */
public final class LogMapping {
  /** An empty key and a removed value take one byte each. */
  private static final int ENTRY_BYTES_MIN = 2;

  private LogMapping() {}

  public static LogProto.OutputBatch toProto(OutputBatch batch) {
    return LogProto.OutputBatch.newBuilder()
        .setTarget(IdMapping.toProto(batch.target()))
        .setPreviousOffset(batch.previousOffset())
        .setFirstOffset(batch.firstOffset())
        .setCount(batch.count())
        .setEnd(batch.end())
        .setRecordsBytes(batch.records().length())
        .build();
  }

  public static OutputBatch fromProto(LogProto.OutputBatch batch, BodyReader body) {
    return new OutputBatch(
        IdMapping.fromProto(batch.getTarget()),
        batch.getPreviousOffset(),
        batch.getFirstOffset(),
        batch.getCount(),
        batch.getEnd(),
        body.slice(batch.getRecordsBytes(), "batch records_bytes"));
  }

  public static LogProto.Commit toProto(Commit commit) {
    return LogProto.Commit.newBuilder()
        .setEpoch(commit.epoch())
        .setIndex(commit.index())
        .addAllPositions(IdMapping.list(commit.positions(), IdMapping::toProto))
        .addAllOutputs(IdMapping.list(commit.outputs(), LogMapping::toProto))
        .setChangeCount(commit.changes().size())
        .setFinished(commit.finished())
        .build();
  }

  public static void body(Commit commit, BodySink sink) {
    batches(commit.outputs(), sink);
    changes(commit.changes(), sink);
  }

  public static Commit fromProto(LogProto.Commit commit, BodyReader body) {
    List<OutputBatch> outputs = batches(commit.getOutputsList(), body);
    return new Commit(
        commit.getEpoch(),
        commit.getIndex(),
        IdMapping.list(commit.getPositionsList(), IdMapping::fromProto),
        outputs,
        changes(commit.getChangeCount(), body, "commit change_count"),
        commit.getFinished());
  }

  public static LogProto.ChannelMark toProto(ChannelMark mark) {
    return LogProto.ChannelMark.newBuilder()
        .setTarget(IdMapping.toProto(mark.target()))
        .setLastOffset(mark.lastOffset())
        .setAckedOffset(mark.ackedOffset())
        .build();
  }

  public static ChannelMark fromProto(LogProto.ChannelMark mark) {
    return new ChannelMark(
        IdMapping.fromProto(mark.getTarget()), mark.getLastOffset(), mark.getAckedOffset());
  }

  public static LogProto.ImageChunk toProto(ImageChunk chunk) {
    return LogProto.ImageChunk.newBuilder()
        .setNumber(chunk.number())
        .setLast(chunk.last())
        .setHeader(toProto(chunk.header()))
        .setEntryCount(chunk.entries().size())
        .addAllInFlight(IdMapping.list(chunk.inFlight(), LogMapping::toProto))
        .build();
  }

  public static void body(ImageChunk chunk, BodySink sink) {
    changes(chunk.entries(), sink);
    batches(chunk.inFlight(), sink);
  }

  public static ImageChunk fromProto(LogProto.ImageChunk chunk, BodyReader body) {
    List<StateChange> entries = changes(chunk.getEntryCount(), body, "chunk entry_count");
    return new ImageChunk(
        chunk.getNumber(),
        chunk.getLast(),
        fromProto(chunk.getHeader()),
        entries,
        batches(chunk.getInFlightList(), body));
  }

  private static LogProto.ImageHeader toProto(ImageHeader header) {
    return LogProto.ImageHeader.newBuilder()
        .setEpoch(header.epoch())
        .setIndex(header.index())
        .setLastOffset(header.lastOffset())
        .addAllPositions(IdMapping.list(header.positions(), IdMapping::toProto))
        .addAllChannels(IdMapping.list(header.channels(), LogMapping::toProto))
        .setFinished(header.finished())
        .build();
  }

  private static ImageHeader fromProto(LogProto.ImageHeader header) {
    return new ImageHeader(
        header.getEpoch(),
        header.getIndex(),
        header.getLastOffset(),
        IdMapping.list(header.getPositionsList(), IdMapping::fromProto),
        IdMapping.list(header.getChannelsList(), LogMapping::fromProto),
        header.getFinished());
  }

  private static void batches(List<OutputBatch> batches, BodySink sink) {
    for (OutputBatch batch : batches) {
      sink.slice(batch.records());
    }
  }

  private static List<OutputBatch> batches(List<LogProto.OutputBatch> headers, BodyReader body) {
    return IdMapping.list(headers, header -> fromProto(header, body));
  }

  private static void changes(List<StateChange> changes, BodySink sink) {
    for (StateChange change : changes) {
      sink.length(change.key().length());
      sink.slice(change.key());
      Optional<Bytes> value = change.value();
      sink.length(value.isPresent() ? value.get().length() + 1 : 0);
      value.ifPresent(sink::slice);
    }
  }

  private static List<StateChange> changes(int announced, BodyReader body, String place) {
    int count = body.count(announced, ENTRY_BYTES_MIN, place);
    List<StateChange> changes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Bytes key = body.slice(body.length("state key length"), "state key length");
      int valueLength = body.length("state value length") - 1;
      changes.add(
          new StateChange(
              key,
              valueLength < 0
                  ? Optional.empty()
                  : Optional.of(body.slice(valueLength, "state value length"))));
    }
    return changes;
  }
}
