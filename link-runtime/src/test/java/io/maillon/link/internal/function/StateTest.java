package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.link.ListState;
import io.maillon.link.MapState;
import io.maillon.link.StageContext;
import io.maillon.link.ValueState;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;
import io.maillon.recovery.instance.WorkResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keyed state goes out as changes and comes back from them. */
class StateTest {
  /** A record is a command on the state of its key. */
  private static final class Commands extends Recorded {
    private ValueState<Long> count;
    private MapState<String, Long> words;
    private ListState<String> log;

    @Override
    public void open(StageContext<String> context) {
      count = context.value("count", Codecs.longs());
      words = context.map("words", Codecs.utf8(), Codecs.longs());
      log = context.list("log", Codecs.utf8());
    }

    @Override
    public void process(String command, StageContext<String> context) throws Exception {
      switch (command) {
        case "clear" -> {
          count.clear();
          words.clear();
          log.clear();
        }
        case "pop" -> log.removeLast();
        case "set" -> log.set(0, "changed");
        case "drop" -> words.remove("a");
        case "show" -> show(context);
        case "keys" -> context.forEachKey(k -> context.emit(k.utf8() + count.orElse(-1L)));
        default -> {
          count.update(0L, c -> c + 1);
          words.put(command, words.orElse(command, 0L) + 1);
          log.add(command);
        }
      }
    }

    private void show(StageContext<String> context) {
      context.emit(count.get() + " " + words.toMap() + " " + log.toList());
    }
  }

  private static String show(PlayedPartition p, String key) throws WorkFailedException {
    String text = PlayedPartition.texts(p.process(key + "=show")).get(0);
    return text.substring(text.indexOf('=') + 1);
  }

  @Test
  void survivesAMove() throws Exception {
    PlayedPartition p = PlayedPartition.function(Commands::new);
    p.open();
    p.process("k=b", "k=a", "k=b", "other=z");
    p.open();
    assertEquals("Optional[3] {a=1, b=2} [b, a, b]", show(p, "k"));
    assertEquals("Optional[1] {z=1} [z]", show(p, "other"));
    assertEquals("Optional.empty {} []", show(p, "never"));
    p.process("k=a");
    p.open();
    assertEquals("Optional[4] {a=2, b=2} [b, a, b, a]", show(p, "k"));
  }

  @Test
  void storesEachEntryOnceInARun() throws Exception {
    PlayedPartition p = PlayedPartition.function(Commands::new);
    p.open();
    WorkResult result = p.process("k=a", "k=a", "k=a");
    // One count, one word, three list elements.
    assertEquals(5, result.changes().size());
    assertEquals(0, p.process("k=show").changes().size());
  }

  @Test
  void removesEntries() throws Exception {
    PlayedPartition p = PlayedPartition.function(Commands::new);
    p.open();
    p.process("k=a", "k=b", "k=c");
    p.process("k=pop", "k=drop", "k=set");
    assertEquals("Optional[3] {b=1, c=1} [changed, b]", show(p, "k"));
    p.open();
    assertEquals("Optional[3] {b=1, c=1} [changed, b]", show(p, "k"));
    p.process("k=clear");
    assertEquals(Map.of(), p.entries);
    assertEquals("Optional.empty {} []", show(p, "k"));
  }

  @Test
  void removedAndSetAgainInOneRunIsSet() throws Exception {
    PlayedPartition p = PlayedPartition.function(Commands::new);
    p.open();
    p.process("k=a");
    p.process("k=clear", "k=b");
    assertEquals("Optional[1] {b=1} [b]", show(p, "k"));
    p.open();
    assertEquals("Optional[1] {b=1} [b]", show(p, "k"));
    assertEquals(0, p.process("new=a", "new=clear").changes().size());
  }

  @Test
  void visitsKeysInOrderAndComesBack() throws Exception {
    PlayedPartition p = PlayedPartition.function(Commands::new);
    p.open();
    p.process("c=x", "a=x", "b=x", "b=x");
    p.open();
    List<String> texts = PlayedPartition.texts(p.process("z=keys"));
    // Emitted with the visited key, to three targets: order holds per target only.
    assertEquals(
        List.of("a=a1", "b=b2", "c=c1"),
        texts.stream().map(t -> t.substring(t.indexOf(' ') + 1)).sorted().toList());
  }

  @Test
  void refusesAStateUnderAnotherKind() throws Exception {
    PlayedPartition p =
        PlayedPartition.function(
            () ->
                new Recorded() {
                  @Override
                  public void open(StageContext<String> context) {
                    context.value("count", Codecs.longs());
                    context.list("count", Codecs.longs());
                  }
                });
    WorkFailedException e = assertThrows(WorkFailedException.class, p::open);
    assertTrue(
        e.getMessage().contains("state 'count' asked for as LIST: expected VALUE"), e::getMessage);
  }

  @Test
  void stateKeysStayAsTheyAreInLogs() {
    StateKey key =
        new StateKey(StateKey.Kind.MAP, "words", Bytes.utf8("ab"), Bytes.wrap(new byte[] {9}));
    assertEquals(
        Bytes.wrap(new byte[] {'m', 5, 'w', 'o', 'r', 'd', 's', 2, 'a', 'b', 9}), key.encode());
    assertEquals(key, StateKey.decode(key.encode()));
    StateKey longKey =
        new StateKey(StateKey.Kind.VALUE, "v", Bytes.wrap(new byte[300]), Bytes.EMPTY);
    assertEquals(longKey, StateKey.decode(longKey.encode()));
    StateKey single = StateKey.single(StateKey.Kind.SOURCE_POSITION);
    assertEquals(single, StateKey.decode(single.encode()));
  }
}
