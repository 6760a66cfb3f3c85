package io.maillon.link.internal.store;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.wire.LogCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The types of records in a log file, and their bodies. Numbers are for ever. */
final class LogRecords {
  /** Body: the epoch (8 bytes). */
  static final byte PROMISE = 1;

  /** No body: an image follows, maybe an empty one; a log is held. */
  static final byte IMAGE = 2;

  /** Body: an image chunk. */
  static final byte CHUNK = 3;

  /** Body: a commit. */
  static final byte COMMIT = 4;

  /** Body: marks, each the length of the target's name (2), the name, last and acked offset. */
  static final byte MARKS = 5;

  static final String TYPES = "1 to 5";

  private LogRecords() {}

  static void promise(ByteBuf out, long epoch) {
    int start = RecordFrames.begin(out, PROMISE);
    out.writeLong(epoch);
    RecordFrames.end(out, start);
  }

  static long promise(byte[] body) {
    return Unpooled.wrappedBuffer(body).readLong();
  }

  static void imageFollows(ByteBuf out) {
    RecordFrames.end(out, RecordFrames.begin(out, IMAGE));
  }

  static void chunk(ByteBuf out, ImageChunk chunk) {
    int start = RecordFrames.begin(out, CHUNK);
    LogCodec.write(chunk, out);
    RecordFrames.end(out, start);
  }

  static ImageChunk chunk(byte[] body) {
    return LogCodec.readChunk(Bytes.wrap(body));
  }

  static void commit(ByteBuf out, Commit commit) {
    int start = RecordFrames.begin(out, COMMIT);
    LogCodec.write(commit, out);
    RecordFrames.end(out, start);
  }

  static Commit commit(byte[] body) {
    return LogCodec.readCommit(Bytes.wrap(body));
  }

  static void marks(ByteBuf out, List<ChannelMark> marks) {
    int start = RecordFrames.begin(out, MARKS);
    for (ChannelMark mark : marks) {
      byte[] target = mark.target().toString().getBytes(StandardCharsets.UTF_8);
      out.writeShort(target.length).writeBytes(target);
      out.writeLong(mark.lastOffset()).writeLong(mark.ackedOffset());
    }
    RecordFrames.end(out, start);
  }

  static List<ChannelMark> marks(byte[] body) {
    ByteBuf in = Unpooled.wrappedBuffer(body);
    List<ChannelMark> marks = new ArrayList<>();
    while (in.isReadable()) {
      String target =
          in.readCharSequence(in.readUnsignedShort(), StandardCharsets.UTF_8).toString();
      marks.add(new ChannelMark(PartitionId.parse(target), in.readLong(), in.readLong()));
    }
    return marks;
  }
}
