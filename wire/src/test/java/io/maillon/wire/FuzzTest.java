package io.maillon.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.peer.Ping;
import io.maillon.wire.internal.Family;
import io.maillon.wire.internal.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged frames end in {@link MalformedFrameException} or in a message, and in nothing else. */
class FuzzTest {
  private static final int ROUNDS = 10_000;

  /** Objects of a header's smallest sub-messages, their lists, and an exception's stack trace. */
  private static final int BYTES_PER_FRAME_BYTE = 100;

  private static final int BYTES_ALWAYS = 256 << 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The checksum is made right again: what is behind it must hold on its own. */
  @Test
  void damagedInsideTheChecksum() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Object message = Samples.any(seed).message();
      byte[] frame = RawFrames.frame(message);
      byte[] inside = Arrays.copyOfRange(frame, RawFrames.TYPE_AT, frame.length);
      Mutations.mutate(inside, random);
      System.arraycopy(inside, 0, frame, RawFrames.TYPE_AT, inside.length);
      RawFrames.sealed(frame);
      byte[] afterLength = Arrays.copyOfRange(frame, 4, frame.length);
      Family family = familyOf(message);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        Frames.decode(afterLength, afterLength.length, family);
      } catch (MalformedFrameException expected) {
        assertTrue(expected.getMessage().contains("expected"), expected.getMessage());
      }
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      long limit = BYTES_ALWAYS + (long) BYTES_PER_FRAME_BYTE * afterLength.length;
      assertTrue(taken <= limit, taken + " bytes allocated, seed " + seed + ": " + message);
    }
  }

  @Test
  void aLengthAloneTakesLittle() {
    EmbeddedChannel receiver = RawFrames.receiver(new Ping(1), WireOptions.DEFAULT);
    ByteBuf length = Unpooled.buffer().writeInt(WireOptions.DEFAULT.frameBytesMax()).writeByte(1);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    receiver.writeInbound(length);
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken <= BYTES_ALWAYS, taken + " bytes allocated");
  }

  private static Family familyOf(Object message) {
    if (message instanceof PeerMessage) {
      return Family.PEER;
    }
    return message instanceof ControlMessage ? Family.CONTROL : Family.HANDSHAKE;
  }

  /** Anything at all: lengths, checksums, types. */
  @Test
  void damagedAnywhere() {
    WireOptions options = new WireOptions(1 << 20, 1);
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Object message = Samples.any(seed).message();
      byte[] connection = RawFrames.connection(message);
      Mutations.mutate(connection, random);
      EmbeddedChannel receiver = new EmbeddedChannel(RawFrames.decoderFor(message, options));
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        int cut = random.nextInt(connection.length);
        receiver.writeInbound(Unpooled.wrappedBuffer(connection, 0, cut));
        receiver.writeInbound(Unpooled.wrappedBuffer(connection, cut, connection.length - cut));
        receiver.finishAndReleaseAll();
      } catch (MalformedFrameException expected) {
        assertTrue(expected.getMessage().contains("expected"), expected.getMessage());
      }
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertTrue(taken <= options.frameBytesMax(), taken + " bytes allocated, seed " + seed);
    }
  }
}
