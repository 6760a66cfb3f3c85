package io.maillon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.Ping;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MalformedInputTest {
  private static final Ping PING = new Ping(300);
  private static final byte[] NONE = {};

  @Test
  void lengthIsCheckedBeforeAnythingElse() {
    refused("frame length: '4294967295': expected from 6 to 16777216", new byte[] {-1, -1, -1, -1});
    refused("frame length: '0': expected from 6", new byte[4]);
    refused("frame length: '5': expected from 6", new byte[] {0, 0, 0, 5});
    refused("frame length: '16777217': expected from 6 to 16777216", new byte[] {1, 0, 0, 1});
  }

  @Test
  void limitIsAnOption() {
    WireOptions small = new WireOptions(1024, 1);
    EmbeddedChannel receiver = RawFrames.receiver(PING, small);
    ByteBuf length = Unpooled.buffer().writeInt(1025);
    assertThrows(MalformedFrameException.class, () -> receiver.writeInbound(length));
  }

  @Test
  void damageShowsInTheChecksum() {
    byte[] frame = RawFrames.frame(PING);
    frame[frame.length - 1] ^= 1;
    refused("frame checksum: '0x", frame);
  }

  @Test
  void unknownTypeAndWrongFamily() {
    refused("frame type: '0xee': expected a type that", RawFrames.frame(0xEE, NONE, NONE));
    refused(
        "frame type: '0x44': expected the family PEER, found Heartbeat",
        RawFrames.frame(0x44, NONE, NONE));
  }

  @Test
  void headerThatIsNoHeader() {
    refused("header length: '5000'", RawFrames.sealed(withHeaderLength(0x88, 0x27)));
    refused("Ping frame: '", RawFrames.frame(0x30, new byte[] {8}, NONE));
    refused("partition stage: '': expected a name", RawFrames.frame(0x22, NONE, NONE));
    refused(
        "REFUSED_REASON_*: 'UNRECOGNIZED': expected one of [FENCED, NO_LOG, GAP]",
        refusedWithReason(99));
  }

  private static byte[] refusedWithReason(int reason) {
    byte[] header = {0x0A, 3, 0x0A, 1, 'a', 0x18, (byte) reason};
    return RawFrames.frame(0x28, header, NONE);
  }

  private static byte[] withHeaderLength(int first, int second) {
    byte[] frame = RawFrames.frame(0x30, new byte[2], NONE);
    frame[RawFrames.TYPE_AT + 1] = (byte) first;
    frame[RawFrames.TYPE_AT + 2] = (byte) second;
    return frame;
  }

  @Test
  void bodyThatTheHeaderDoesNotName() {
    refused("Ping frame: '1 more bytes'", RawFrames.frame(0x30, NONE, new byte[1]));
    Deliver deliver =
        new Deliver(
            new PartitionId("a", 0),
            1,
            new OutputBatch(new PartitionId("b", 0), 0, 1, 1, false, Bytes.utf8("ab")));
    byte[] frame = RawFrames.frame(deliver);
    int[] header = RawFrames.header(frame);
    byte[] headerBytes = Arrays.copyOfRange(frame, header[0], header[0] + header[1]);
    refused("batch records_bytes: '2'", RawFrames.frame(0x13, headerBytes, new byte[1]));
    refused("Deliver frame: '1 more bytes'", RawFrames.frame(0x13, headerBytes, new byte[3]));
  }

  @Test
  void countsAndLengthsInTheHeaderAreHeldAgainstTheBody() {
    byte[] max = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07};
    byte[] entryCount = concat(new byte[] {0x0A, 3, 0x0A, 1, 'a', 0x1A, 6, 0x20}, max);
    refused("chunk entry_count: '2147483647'", RawFrames.frame(0x26, entryCount, new byte[9]));
    byte[] recordsBytes =
        concat(new byte[] {0x0A, 3, 0x0A, 1, 'a', 0x1A, 11, 0x0A, 3, 0x0A, 1, 'b', 0x30}, max);
    refused("batch records_bytes: '2147483647'", RawFrames.frame(0x13, recordsBytes, NONE));
    byte[] oneEntry = {0x0A, 3, 0x0A, 1, 'a', 0x1A, 2, 0x20, 1};
    refused("state key length: '2147483647'", RawFrames.frame(0x26, oneEntry, max));
    refused("state value length: '9'", RawFrames.frame(0x26, oneEntry, new byte[] {0, 10}));
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void somebodyElsesProtocol() {
    EmbeddedChannel receiver = new EmbeddedChannel(new FrameDecoder(WireOptions.DEFAULT));
    ByteBuf http = Unpooled.copiedBuffer("GET / HTTP/1.1\r\n", StandardCharsets.US_ASCII);
    Exception e = assertThrows(MalformedFrameException.class, () -> receiver.writeInbound(http));
    assertTrue(
        e.getMessage().startsWith("connection preface: 'GET / HT': expected MAILLON"),
        e.getMessage());
    assertFalse(receiver.isOpen());
  }

  @Test
  void nothingIsReadAfterTheFirstError() {
    EmbeddedChannel receiver = RawFrames.receiver(PING, WireOptions.DEFAULT);
    byte[] bad = RawFrames.frame(0xEE, NONE, NONE);
    ByteBuf both = Unpooled.wrappedBuffer(bad, RawFrames.frame(PING));
    assertThrows(MalformedFrameException.class, () -> receiver.writeInbound(both));
    assertFalse(receiver.isOpen());
    assertNull(receiver.readInbound());
  }

  @Test
  void whatIsTooLargeIsNotWrittenAtAll() {
    WireOptions small = new WireOptions(1024, 1);
    EmbeddedChannel sender = new EmbeddedChannel(new FrameEncoder(small));
    Deliver large =
        new Deliver(
            new PartitionId("a", 0),
            1,
            new OutputBatch(new PartitionId("b", 0), 0, 1, 1, false, Bytes.wrap(new byte[2000])));
    ChannelFuture outcome = sender.writeAndFlush(large);
    assertTrue(outcome.cause() instanceof FrameTooLargeException);
    assertTrue(outcome.cause().getMessage().startsWith("Deliver takes a frame of 20"));
    assertEquals(0, RawFrames.written(sender).length);
    sender.writeOutbound(PING);
    assertEquals(RawFrames.connection(PING).length, RawFrames.written(sender).length);
  }

  /** Forward compatibility: a newer build may have added fields. */
  @Test
  void unknownFieldsAreSkipped() {
    byte[] unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                1000,
                UnknownFieldSet.Field.newBuilder()
                    .addVarint(5)
                    .addLengthDelimited(ByteString.copyFromUtf8("new"))
                    .build())
            .build()
            .toByteArray();
    for (Class<?> type : Samples.messages()) {
      Object message = Samples.any(11).of(type);
      byte[] frame = RawFrames.frame(message);
      int[] header = RawFrames.header(frame);
      byte[] longer = Arrays.copyOfRange(frame, header[0], header[0] + header[1] + unknown.length);
      System.arraycopy(unknown, 0, longer, header[1], unknown.length);
      byte[] body = Arrays.copyOfRange(frame, header[0] + header[1], frame.length);
      EmbeddedChannel receiver = RawFrames.receiver(message, WireOptions.DEFAULT);
      byte[] newer = RawFrames.frame(frame[RawFrames.TYPE_AT] & 0xFF, longer, body);
      receiver.writeInbound(Unpooled.wrappedBuffer(newer));
      assertEquals(message, receiver.readInbound());
    }
  }

  private static void refused(String message, byte[] bytes) {
    EmbeddedChannel receiver = RawFrames.receiver(PING, WireOptions.DEFAULT);
    Exception e =
        assertThrows(
            MalformedFrameException.class,
            () -> receiver.writeInbound(Unpooled.wrappedBuffer(bytes)));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
    assertFalse(receiver.isOpen());
    assertNull(receiver.readInbound());
  }

  @Test
  void emptyAppendIsFine() {
    Append empty = new Append(new PartitionId("a", 0), 1, 0, 0, List.of(), 0, List.of());
    EmbeddedChannel receiver = RawFrames.receiver(empty, WireOptions.DEFAULT);
    receiver.writeInbound(Unpooled.wrappedBuffer(RawFrames.frame(empty)));
    assertEquals(empty, receiver.readInbound());
  }
}
