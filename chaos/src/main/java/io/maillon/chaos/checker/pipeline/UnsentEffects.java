package io.maillon.chaos.checker.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Effects that stand before the line that sends their record, and all behind the first of them: in
 * their order, as numbers in columns.
 */
final class UnsentEffects {
  private static final int AGAIN = 1;
  private static final int TOLD = 2;
  private static final int NUMBER = 4;

  private final Room room;
  private final List<SourceRecords> sources = new ArrayList<>();
  private final IntColumn key = new IntColumn();
  private final IntColumn source = new IntColumn();
  private final IntColumn row = new IntColumn();
  private final IntColumn flags = new IntColumn();
  private final LongColumn claimed = new LongColumn();
  private final IntColumn line = new IntColumn();
  private int size;

  UnsentEffects(Room room) {
    this.room = room;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(KeyEffect effect) {
    room.take(1);
    int number = sources.indexOf(effect.source());
    if (number < 0) {
      number = sources.size();
      sources.add(effect.source());
    }
    key.set(size, effect.key());
    source.set(size, number);
    row.set(size, effect.row());
    flags.set(
        size,
        (effect.again() ? AGAIN : 0)
            | (effect.told() ? TOLD : 0)
            | (effect.value() != null ? NUMBER : 0));
    claimed.set(size, effect.value() == null ? 0 : effect.value());
    line.set(size, effect.line());
    size++;
  }

  /** Gives all, in their order, and forgets them. */
  void drain(Consumer<KeyEffect> consumer) {
    for (int i = 0; i < size; i++) {
      int flag = flags.get(i);
      consumer.accept(
          new KeyEffect(
              key.get(i),
              sources.get(source.get(i)),
              row.get(i),
              (flag & AGAIN) != 0,
              (flag & TOLD) != 0,
              (flag & NUMBER) == 0 ? null : (Long) claimed.get(i),
              line.get(i)));
    }
    size = 0;
  }
}
