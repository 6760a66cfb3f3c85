package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.link.StageContext;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.KeyHash;
import io.maillon.recovery.instance.Input;
import io.maillon.recovery.instance.WorkResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each edge finds its targets; drafts keep order and bounds. */
class OutputsTest {
  private static final class Echo extends Recorded {
    @Override
    public void process(String record, StageContext<String> context) {
      context.emit(record);
    }
  }

  /** A record {@code 1000} becomes that many letters. */
  private static final class Inflate extends Recorded {
    @Override
    public void process(String record, StageContext<String> context) {
      context.emit("x".repeat(Integer.parseInt(record)));
    }
  }

  private static List<String> sent(Edge edge, String... records) throws WorkFailedException {
    PlayedPartition p = PlayedPartition.function(Echo::new, Map.of("next", edge));
    p.balanceTo(new PartitionId("next", 3));
    p.open();
    return PlayedPartition.texts(p.process(records));
  }

  @Test
  void forwardKeepsTheIndex() throws Exception {
    assertEquals(List.of("next/1 k=a", "next/1 =b"), sent(Edge.FORWARD, "k=a", "b"));
  }

  @Test
  void keyedGoesByTheHash() throws Exception {
    int index = KeyHash.partition(Bytes.utf8("test"), 4);
    assertEquals(3, index);
    assertEquals(
        List.of("next/3 test=a", "next/3 test=b", "next/0 =c"),
        sent(Edge.KEYED, "test=a", "=c", "test=b"));
  }

  @Test
  void balancedGoesWhereTheWorkSays() throws Exception {
    PlayedPartition p = PlayedPartition.function(Echo::new, Map.of("next", Edge.BALANCED));
    p.open();
    p.balanceTo(new PartitionId("next", 2));
    assertEquals(List.of("next/2 =a", "next/2 =b"), PlayedPartition.texts(p.process("a", "b")));
    p.balanceTo(new PartitionId("next", 0));
    assertEquals(List.of("next/0 =c"), PlayedPartition.texts(p.process("c")));
  }

  @Test
  void broadcastGoesToAll() throws Exception {
    assertEquals(
        List.of(
            "next/0 =a",
            "next/0 =b",
            "next/1 =a",
            "next/1 =b",
            "next/2 =a",
            "next/2 =b",
            "next/3 =a",
            "next/3 =b"),
        sent(Edge.BROADCAST, "a", "b"));
  }

  @Test
  void emitGoesToAllLinksAndEmitToToOne() throws Exception {
    PlayedPartition p =
        PlayedPartition.function(
            () ->
                new Recorded() {
                  @Override
                  public void process(String record, StageContext<String> context) {
                    context.emit(record);
                    context.emitTo("right", "k", record + "!");
                  }
                },
            Map.of("left", Edge.FORWARD, "right", Edge.FORWARD));
    p.open();
    assertEquals(
        List.of("left/1 =a", "right/1 =a", "right/1 k=a!"), PlayedPartition.texts(p.process("a")));
  }

  @Test
  void emitToAStageWithoutALinkIsRefused() throws Exception {
    PlayedPartition p =
        PlayedPartition.function(
            () ->
                new Recorded() {
                  @Override
                  public void process(String record, StageContext<String> context) {
                    context.emitTo("nowhere", "k", record);
                  }
                });
    p.open();
    WorkFailedException e = assertThrows(WorkFailedException.class, () -> p.process("a"));
    assertTrue(
        e.getMessage().contains("'nowhere': expected a stage with a link from it, one of [next]"),
        e::getMessage);
  }

  @Test
  void draftsAreCutAt64KiBInOrder() throws Exception {
    PlayedPartition p = PlayedPartition.function(Inflate::new, Map.of("next", Edge.FORWARD));
    p.open();
    WorkResult result = p.process("30000", "30000", "30000", "100000", "127", "128", "20000");
    assertEquals(
        List.of(2, 1, 1, 3), result.outputs().stream().map(WorkResult.Draft::count).toList());
    List<Integer> lengths =
        PlayedPartition.texts(result).stream().map(t -> t.length() - "next/1 =".length()).toList();
    assertEquals(List.of(30000, 30000, 30000, 100000, 127, 128, 20000), lengths);
  }

  @Test
  void aRunEndsEarlyOnceItsOutputsAreLarge() throws Exception {
    PlayedPartition p = PlayedPartition.function(Inflate::new, Map.of("next", Edge.FORWARD));
    p.open();
    WorkResult first = p.process("400000", "400000", "400000", "400000", "400000");
    assertEquals(3, first.consumed());
    Bytes same = PlayedPartition.encode("400000", "400000", "400000", "400000", "400000");
    Input rest = new Input(PlayedPartition.READ, 1, 3, 5, same);
    assertEquals(2, p.run(List.of(rest), false, false).consumed());
  }

  @Test
  void aRecordAbove8MiBIsRefused() throws Exception {
    PlayedPartition p = PlayedPartition.function(Inflate::new, Map.of("next", Edge.FORWARD));
    p.open();
    assertEquals(1, p.process("8388608").consumed());
    WorkFailedException e =
        assertThrows(WorkFailedException.class, () -> p.process("1", "8388609"));
    assertTrue(
        e.getMessage()
            .contains("record of 8388609 bytes emitted to next/1: expected at most 8388608"),
        e::getMessage);
    assertTrue(e.getMessage().contains("record read/0 offset 3"), e::getMessage);
  }
}
