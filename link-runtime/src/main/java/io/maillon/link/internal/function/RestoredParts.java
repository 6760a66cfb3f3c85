package io.maillon.link.internal.function;

import io.maillon.protocol.Bytes;
import io.maillon.recovery.instance.Restored;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Entries out of the log, each brought to the part that keeps it. */
final class RestoredParts {
  final KeyedState state = new KeyedState();
  final Timers timers = new Timers();
  private final Map<StateKey.Kind, Bytes> singles = new EnumMap<>(StateKey.Kind.class);

  RestoredParts(Restored restored) {
    restored.entries().forEach((key, value) -> add(StateKey.decode(key), value));
  }

  /** An entry of which there is one per partition. */
  Optional<Bytes> single(StateKey.Kind kind) {
    return Optional.ofNullable(singles.get(kind));
  }

  private void add(StateKey entry, Bytes value) {
    switch (entry.kind()) {
      case VALUE, MAP, LIST -> state.restore(entry, value);
      case TIMER -> timers.restore(entry, value);
      case SOURCE_POSITION, SINK_MARK, END_PROGRESS -> singles.put(entry.kind(), value);
    }
  }
}
