package io.maillon.coordinator.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Position;
import io.maillon.protocol.control.ValueAccess;
import io.maillon.protocol.pipeline.LogKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommandCodecTest {
  /** One of each kind, in the order of their tags. */
  private static List<Action> everyKind() {
    return List.of(
        new Action.Apply(Samples.spec(1, LogKind.FILE)),
        new Action.Join(Samples.register("a", 7, "a#1")),
        new Action.DeclareDead(
            "p", List.of(new Action.Death(Samples.id("a#1"), "killed", 1, 2, 3))),
        new Action.Grant(
            "p",
            List.of(
                new Action.Granted(
                    Samples.READ,
                    1,
                    2,
                    new Claim(3, Samples.id("b#1"), Samples.ids("c#1", "d#2")),
                    false,
                    "loss"))),
        new Action.Activate(
            "p", List.of(new Action.Activation(Samples.READ, 3, Samples.id("b#1"), 0))),
        new Action.Finish("p", Samples.READ, 3, Samples.id("b#1")),
        new Action.RecordStable(
            "p",
            List.of(
                new Action.Stable(
                    Samples.WRITE, 3, 4, 5, 6, 7, List.of(new Position(Samples.READ, 8, true))))),
        new Action.Fail("p", "thrown"),
        new Action.DeclareLoss("p", List.of(new Action.Loss(Samples.READ, 3, "gone"))),
        new Action.Stop("p"),
        new Action.Resume("p"),
        new Action.Tick(),
        new Action.Join(Samples.register("a", 7, "a#1"), 4),
        new Action.OpenSession(),
        new Action.UseValue("v", new ValueAccess.Read()),
        new Action.UseValue("v", new ValueAccess.Write(Optional.of("x"))),
        new Action.UseValue("v", new ValueAccess.CompareAndSet(Optional.empty(), Optional.of("x"))),
        new Action.UseValue("v", new ValueAccess.Add(-2)),
        new Action.Activate(
            "p", List.of(new Action.Activation(Samples.READ, 3, Samples.id("b#1"), 17))));
  }

  @Test
  void bytesOfEachKindNeverChange() {
    List<String> found = new ArrayList<>();
    for (Action action : everyKind()) {
      byte[] bytes = CommandCodec.encode(new Command(1_000, 42, 3, action));
      found.add(action.getClass().getSimpleName() + " " + HexFormat.of().formatHex(bytes));
    }
    assertEquals(golden(), String.join("\n", found));
  }

  /** Requests of before there were sessions are done as they come. */
  @Test
  void readsLogsOfTheFormerVersion() {
    Action stop = new Action.Stop("p");
    byte[] bytes = CommandCodec.encode(new Command(1_000, 42, 3, stop));
    bytes[0] = 1;
    assertEquals(new Command(1_000, 0, 0, stop), decode(bytes));
    bytes[0] = 3;
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> decode(bytes));
    assertEquals("command version 3: expected 1 or 2", refused.getMessage());
  }

  @Test
  void readsWhatItWrote() {
    for (Action action : everyKind()) {
      Command command = new Command(1_000, 42, 3, action);
      assertEquals(command, decode(CommandCodec.encode(command)));
    }
    Reply reply = Reply.registered(Samples.id("a#1")).withValue(Optional.of("x"));
    assertEquals(reply, CommandCodec.decodeReply(ByteBuffer.wrap(CommandCodec.encode(reply))));
  }

  @Test
  void refusesEveryTruncation() {
    for (Action action : everyKind()) {
      byte[] bytes = CommandCodec.encode(new Command(1_000, 42, 3, action));
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = java.util.Arrays.copyOf(bytes, length);
        assertThrows(IllegalArgumentException.class, () -> decode(cut));
      }
    }
  }

  /** Whatever comes in, it is a command or an IllegalArgumentException, and applies. */
  @Test
  void survivesDamage() {
    Random random = new Random(1);
    ClusterState state = new ClusterState();
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      Action action = everyKind().get(random.nextInt(everyKind().size()));
      byte[] bytes = CommandCodec.encode(new Command(1_000, 42, i, action));
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        state.apply(decode(bytes));
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > 1_000 && state.version() > 1_000, refused + " refused");
    assertEquals(state.version(), ClusterState.load(state.dump()).version());
  }

  private static Command decode(byte[] bytes) {
    return CommandCodec.decode(ByteBuffer.wrap(bytes));
  }

  private static String golden() {
    try (InputStream in = CommandCodecTest.class.getResourceAsStream("/golden/commands.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
