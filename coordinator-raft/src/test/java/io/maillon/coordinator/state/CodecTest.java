package io.maillon.coordinator.state;

import static io.maillon.coordinator.testing.Samples.N0;
import static io.maillon.coordinator.testing.Samples.N1;
import static io.maillon.coordinator.testing.Samples.P0;
import static io.maillon.coordinator.testing.Samples.activate;
import static io.maillon.coordinator.testing.Samples.dead;
import static io.maillon.coordinator.testing.Samples.grant;
import static io.maillon.coordinator.testing.Samples.loss;
import static io.maillon.coordinator.testing.Samples.register;
import static io.maillon.coordinator.testing.Samples.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.maillon.protocol.Position;
import io.maillon.protocol.pipeline.LogKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes of the replicated log outlive the code that wrote them: these never change. */
class CodecTest {
  private static final List<Action> ALL =
      List.of(
          new Action.Apply(spec(1, LogKind.FILE)),
          new Action.Join(register("p-0", 9, N1)),
          new Action.Join(register("p-0", 9, N1), 4),
          dead(N0),
          grant(P0, 1, 2, 3, N0, N1),
          activate(P0, 3, N0),
          new Action.Finish("p", P0, 3, N0),
          new Action.RecordStable(
              "p",
              List.of(new Action.Stable(P0, 1, 2, 3, 4, 5, List.of(new Position(P0, 6, true))))),
          new Action.Fail("p", "threw"),
          loss(P0, 3),
          new Action.Stop("p"),
          new Action.Resume("p"),
          new Action.Tick());

  @Test
  void everyCommandReadsBackEqual() {
    for (Action action : ALL) {
      Command command = new Command(1, 2, 3, action);
      assertEquals(command, decode(CommandCodec.encode(command)));
    }
  }

  @Test
  void goldenBytes() {
    String head = "02" + "0000000000000001" + "0000000000000002" + "0000000000000003";
    assertEquals(head + "0c", hex(new Action.Tick()));
    assertEquals(head + "0a" + "0000000170", hex(new Action.Stop("p")));
    assertEquals(
        head
            + "05"
            + "0000000170"
            + "00000001"
            + "000000036d696400000000"
            + "0000000000000003"
            + "00000003702d3000000001",
        hex(activate(P0, 3, N0)));
    assertEquals(
        head
            + "04"
            + "0000000170"
            + "00000001"
            + "000000036d696400000000"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000003"
            + "00000003702d3000000001"
            + "00000001"
            + "00000003702d3100000001"
            + "00"
            + "0000000474657374",
        hex(grant(P0, 1, 2, 3, N0, N1)));
  }

  @Test
  void otherBytesAreRefusedWithoutHarm() {
    Random random = new Random(5);
    for (Action action : ALL) {
      byte[] bytes = CommandCodec.encode(new Command(1, 2, 3, action));
      for (int cut = 0; cut < bytes.length; cut++) {
        byte[] part = Arrays.copyOf(bytes, cut);
        assertThrows(IllegalArgumentException.class, () -> decode(part));
      }
      for (int i = 0; i < 300; i++) {
        byte[] damaged = bytes.clone();
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        decodeOrRefuse(damaged);
      }
    }
    byte[] longer = Arrays.copyOf(CommandCodec.encode(new Command(1, 2, 3, ALL.get(0))), 999);
    assertThrows(IllegalArgumentException.class, () -> decode(longer));
  }

  @Test
  void repliesReadBackEqual() {
    for (Reply reply : List.of(Reply.done("x"), Reply.refused(""), Reply.registered(N0))) {
      assertEquals(reply, CommandCodec.decodeReply(ByteBuffer.wrap(CommandCodec.encode(reply))));
    }
  }

  private static void decodeOrRefuse(byte[] bytes) {
    try {
      decode(bytes);
    } catch (IllegalArgumentException expected) {
      assertEquals(false, expected.getMessage().isEmpty());
    }
  }

  private static String hex(Action action) {
    return HexFormat.of().formatHex(CommandCodec.encode(new Command(1, 2, 3, action)));
  }

  private static Command decode(byte[] bytes) {
    return CommandCodec.decode(ByteBuffer.wrap(bytes));
  }
}
