package io.maillon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.log.StateChange;
import io.maillon.protocol.peer.Append;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final int ROUNDS = 200;

  @Test
  void everyMessageComesOutAsItWentIn() {
    for (Class<?> type : Samples.messages()) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        Object sent = Samples.any(seed).of(type);
        EmbeddedChannel receiver = RawFrames.receiver(sent, WireOptions.DEFAULT);
        receiver.writeInbound(Unpooled.wrappedBuffer(RawFrames.frame(sent)));
        assertEquals(sent, receiver.readInbound(), type.getSimpleName() + " seed " + seed);
      }
    }
  }

  @Test
  void byteByByte() {
    for (Class<?> type : Samples.messages()) {
      Object sent = Samples.full(7).of(type);
      EmbeddedChannel receiver =
          new EmbeddedChannel(RawFrames.decoderFor(sent, WireOptions.DEFAULT));
      for (byte next : RawFrames.connection(sent)) {
        assertNull(receiver.readInbound());
        receiver.writeInbound(Unpooled.wrappedBuffer(new byte[] {next}));
      }
      assertEquals(sent, receiver.readInbound(), type.getSimpleName());
    }
  }

  @Test
  void manyFramesInOneReadInOrder() {
    EmbeddedChannel sender = new EmbeddedChannel(new FrameEncoder(WireOptions.DEFAULT));
    List<Append> sent = Arrays.asList(new Append[50]);
    sent.replaceAll(nothing -> null);
    for (int i = 0; i < sent.size(); i++) {
      sent.set(i, Samples.any(i).of(Append.class));
      sender.writeOutbound(sent.get(i));
    }
    EmbeddedChannel receiver =
        new EmbeddedChannel(RawFrames.decoderFor(sent.get(0), WireOptions.DEFAULT));
    receiver.writeInbound(Unpooled.wrappedBuffer(RawFrames.written(sender)));
    for (Append append : sent) {
      assertEquals(append, receiver.readInbound());
    }
    assertNull(receiver.readInbound());
  }

  /** Larger than what is taken at once for a frame, in pieces like those of a socket. */
  @Test
  void largeFrameInPieces() {
    Bytes payload = Bytes.wrap(new byte[3 << 20]);
    Arrays.fill(payload.array(), (byte) 5);
    Commit commit =
        new Commit(
            1,
            1,
            List.of(),
            List.of(new OutputBatch(new PartitionId("a", 0), 0, 1, 9, false, payload)),
            List.of(new StateChange(Bytes.utf8("k"), Optional.of(payload))),
            false);
    Append sent = new Append(new PartitionId("b", 1), 1, 0, 0, List.of(commit), 0, List.of());
    byte[] frame = RawFrames.frame(sent);
    EmbeddedChannel receiver = RawFrames.receiver(sent, WireOptions.DEFAULT);
    for (int at = 0; at < frame.length; at += 65_536) {
      int bytes = Math.min(65_536, frame.length - at);
      receiver.writeInbound(Unpooled.wrappedBuffer(frame, at, bytes));
    }
    assertEquals(sent, receiver.readInbound());
  }

  @Test
  void payloadsShareTheArrayOfTheirFrame() {
    Append sent = Samples.full(3).of(Append.class);
    EmbeddedChannel receiver = RawFrames.receiver(sent, WireOptions.DEFAULT);
    receiver.writeInbound(Unpooled.wrappedBuffer(RawFrames.frame(sent)));
    Append got = receiver.readInbound();
    byte[] array = got.commits().get(0).outputs().get(0).records().array();
    assertSame(array, got.commits().get(1).changes().get(1).value().orElseThrow().array());
    assertEquals(RawFrames.frame(sent).length - 4, array.length);
  }
}
