package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.link.MapState;
import io.maillon.link.StageContext;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.recovery.instance.Input;
import io.maillon.recovery.instance.WorkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a function is told, how it ends, how it fails. */
class FunctionRunnerTest {
  private static final class WhereAmI extends Recorded {
    @Override
    public void process(String record, StageContext<String> context) {
      context.emit(context.upstream() + " " + context.offset() + " " + context.idempotencyKey());
      context.counter("seen").inc();
    }
  }

  /** Emits 400 kB for each key at the end, then a last word. */
  private static final class LongGoodbye extends Recorded {
    @Override
    public void process(String record, StageContext<String> context) {
      context.value("v", Codecs.utf8()).set(record);
    }

    @Override
    public void onKeyEnd(StageContext<String> context) {
      context.emit(context.value("v", Codecs.utf8()).orElse("") + "x".repeat(400_000));
    }

    @Override
    public void onEnd(StageContext<String> context) {
      context.emit("last");
    }
  }

  @Test
  void tellsOffsetsAndPassesOverSkippedRecords() throws Exception {
    PlayedPartition p = PlayedPartition.function(WhereAmI::new, Map.of("next", Edge.FORWARD));
    p.open();
    Bytes records = PlayedPartition.encode("a", "b", "c");
    Input input = new Input(PlayedPartition.READ, 17, 2, 3, records);
    WorkResult result = p.run(List.of(input), false, false);
    assertEquals(1, result.consumed());
    assertEquals(List.of("next/1 =read/0 19 read/0@19"), PlayedPartition.texts(result));
    assertEquals(1, p.metrics.counter("maillon.function.it.1.seen").getCount());
    p.close();
    assertEquals(Map.of(), p.metrics.getMetrics());
  }

  @Test
  void endIsSpreadOverRunsAndOwners() throws Exception {
    PlayedPartition p = PlayedPartition.function(LongGoodbye::new, Map.of("next", Edge.FORWARD));
    p.open();
    p.process("1=a", "2=b", "3=c", "4=d", "5=e");
    List<Character> said = new ArrayList<>();
    WorkResult result = p.end();
    assertFalse(result.ended());
    addFirstLetters(result, said);
    assertEquals(List.of('a', 'b', 'c'), said);
    p.open();
    result = p.end();
    assertTrue(result.ended());
    assertEquals(Long.MAX_VALUE, result.nextTimerMs());
    addFirstLetters(result, said);
    assertEquals(List.of('a', 'b', 'c', 'd', 'e', 'l'), said);
    assertEquals(5, p.entries.size());
  }

  @Test
  void failureNamesStageRecordAndCause() throws Exception {
    PlayedPartition p =
        PlayedPartition.function(
            () ->
                new Recorded() {
                  @Override
                  public void process(String record, StageContext<String> context) {
                    context.emit(String.valueOf(Integer.parseInt(record)));
                  }
                });
    p.open();
    WorkFailedException e =
        assertThrows(WorkFailedException.class, () -> p.process("1", "2", "three"));
    assertInstanceOf(NumberFormatException.class, e.getCause());
    assertTrue(
        e.getMessage().startsWith("stage it, partition it/1, record read/0 offset 3: io.maillon."),
        e::getMessage);
    assertTrue(
        e.getMessage()
            .endsWith("threw java.lang.NumberFormatException: For input string: \"three\""),
        e::getMessage);
  }

  /** What takes effect together travels together: more than a frame holds would end the process. */
  @Test
  void moreThanAFrameHoldsFailsWithItsRecord() throws Exception {
    PlayedPartition p =
        PlayedPartition.function(
            () ->
                new Recorded() {
                  private MapState<Long, String> kept;

                  @Override
                  public void open(StageContext<String> context) {
                    kept = context.map("kept", Codecs.longs(), Codecs.utf8());
                  }

                  @Override
                  public void process(String record, StageContext<String> context) {
                    for (long i = 0; i < Long.parseLong(record); i++) {
                      kept.put(i, "x".repeat(1 << 20));
                    }
                  }
                });
    p.open();
    p.process("3");
    WorkFailedException e = assertThrows(WorkFailedException.class, () -> p.process("15"));
    assertTrue(e.getMessage().contains("record read/0 offset"), e::getMessage);
    assertTrue(e.getMessage().contains("expected at most 14680064"), e::getMessage);
  }

  @Test
  void offsetOutsideOfARecordIsRefused() throws Exception {
    PlayedPartition p =
        PlayedPartition.function(
            () ->
                new Recorded() {
                  @Override
                  public void onEnd(StageContext<String> context) {
                    context.offset();
                  }
                });
    p.open();
    WorkFailedException e = assertThrows(WorkFailedException.class, p::end);
    assertTrue(
        e.getMessage().contains("there is no offset at the end of its input"), e::getMessage);
  }

  @Test
  void emittingInOpenIsRefused() {
    PlayedPartition p =
        PlayedPartition.function(
            () ->
                new Recorded() {
                  @Override
                  public void open(StageContext<String> context) {
                    context.emit("too early");
                  }
                });
    WorkFailedException e = assertThrows(WorkFailedException.class, p::open);
    assertTrue(e.getMessage().contains("opening it"), e::getMessage);
    assertTrue(e.getMessage().contains("records or state in open"), e::getMessage);
  }

  private static void addFirstLetters(WorkResult result, List<Character> letters) {
    PlayedPartition.texts(result).forEach(t -> letters.add(t.charAt(t.indexOf('=') + 1)));
  }
}
