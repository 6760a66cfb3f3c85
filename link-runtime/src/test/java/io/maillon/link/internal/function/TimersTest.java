package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.link.StageContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Timers fire in time order, for their key, and survive a move. */
class TimersTest {
  /** {@code TAG@MS} sets a timer, {@code TAG} takes it back. */
  private static final class Alarm extends Recorded {
    @Override
    public void process(String record, StageContext<String> context) {
      int at = record.indexOf('@');
      if (at < 0) {
        context.cancelTimer(record);
      } else {
        context.setTimer(Long.parseLong(record.substring(at + 1)), record.substring(0, at));
      }
    }

    @Override
    public void onTimer(String tag, long atMs, StageContext<String> context) {
      context.emit("one", context.key().utf8() + " " + tag + " " + atMs + " " + context.nowMs());
      if (tag.equals("again")) {
        context.setTimer(context.nowMs(), tag);
      }
    }
  }

  @Test
  void fireWhenDueAndOnlyOnce() throws Exception {
    PlayedPartition p = PlayedPartition.function(Alarm::new);
    p.open();
    assertEquals(3_000, p.process("b=late@5000", "a=early@3000").nextTimerMs());
    p.nowMs = 2_999;
    assertEquals(List.of(), p.fireTimers().outputs());
    p.open();
    p.nowMs = 5_000;
    assertEquals(List.of("one=a early 3000 5000", "one=b late 5000 5000"), withoutTarget(p));
    assertEquals(Map.of(), p.entries);
    assertEquals(Long.MAX_VALUE, p.fireTimers().nextTimerMs());
  }

  @Test
  void oneTimerPerKeyAndTag() throws Exception {
    PlayedPartition p = PlayedPartition.function(Alarm::new);
    p.open();
    assertEquals(7_000, p.process("a=t@3000", "a=t@7000").nextTimerMs());
    assertEquals(1, p.entries.size());
    p.open();
    assertEquals(Long.MAX_VALUE, p.process("a=t").nextTimerMs());
    assertEquals(Map.of(), p.entries);
  }

  @Test
  void oneThatSetsItselfAnewWaitsForTheNextRun() throws Exception {
    PlayedPartition p = PlayedPartition.function(Alarm::new);
    p.open();
    p.process("a=again@1000");
    assertEquals(1, withoutTarget(p).size());
    assertEquals(1, withoutTarget(p).size());
  }

  private static List<String> withoutTarget(PlayedPartition p) throws WorkFailedException {
    return PlayedPartition.texts(p.fireTimers()).stream()
        .map(t -> t.substring(t.indexOf(' ') + 1))
        .toList();
  }
}
