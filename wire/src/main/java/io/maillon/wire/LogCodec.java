package io.maillon.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.wire.internal.BodyReader;
import io.maillon.wire.internal.BufferSink;
import io.maillon.wire.internal.LogMapping;
import io.maillon.wire.proto.LogProto;
import io.netty.buffer.ByteBuf;

/**
 * How the parts of a partition log are stored: the length of a Protobuf header as a varint, the
 * header, then the raw slices that it names; header and slices are those of a frame.
 */
public final class LogCodec {
  private LogCodec() {}

  public static void write(Commit commit, ByteBuf out) {
    header(LogMapping.toProto(commit), out);
    LogMapping.body(commit, new BufferSink(out));
  }

  public static void write(ImageChunk chunk, ByteBuf out) {
    header(LogMapping.toProto(chunk), out);
    LogMapping.body(chunk, new BufferSink(out));
  }

  /**
   * Reads a commit that shares the array.
   *
   * @throws MalformedFrameException when there is none
   */
  public static Commit readCommit(Bytes stored) {
    BodyReader in = new BodyReader(stored.array(), stored.offset(), end(stored));
    Commit commit = LogMapping.fromProto(header(LogProto.Commit.parser(), in), in);
    in.expectEnd("stored commit");
    return commit;
  }

  /**
   * Reads a chunk that shares the array.
   *
   * @throws MalformedFrameException when there is none
   */
  public static ImageChunk readChunk(Bytes stored) {
    BodyReader in = new BodyReader(stored.array(), stored.offset(), end(stored));
    ImageChunk chunk = LogMapping.fromProto(header(LogProto.ImageChunk.parser(), in), in);
    in.expectEnd("stored image chunk");
    return chunk;
  }

  private static int end(Bytes stored) {
    return stored.offset() + stored.length();
  }

  private static void header(MessageLite header, ByteBuf out) {
    byte[] bytes = header.toByteArray();
    BufferSink sink = new BufferSink(out);
    sink.length(bytes.length);
    sink.slice(Bytes.wrap(bytes));
  }

  private static <P> P header(Parser<P> parser, BodyReader in) {
    Bytes header = in.slice(in.length("stored header length"), "stored header length");
    try {
      return parser.parseFrom(
          CodedInputStream.newInstance(header.array(), header.offset(), header.length()));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedFrameException("stored header", e.getMessage(), "a Protobuf message", e);
    }
  }
}
