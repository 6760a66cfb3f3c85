package io.maillon.link.internal.function;

import io.maillon.link.ValueState;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import java.util.Optional;

/** One value of the current key. */
record ValueHandle<T>(KeyedState state, Table table, Codec<T> codec) implements ValueState<T> {
  @Override
  public Optional<T> get() {
    return Optional.ofNullable(orElse(null));
  }

  @Override
  public T orElse(T other) {
    Slot slot = table.find(state.key(), Bytes.EMPTY);
    return slot == null ? other : slot.get(codec);
  }

  @Override
  public void set(T value) {
    state.set(table, Bytes.EMPTY, value, codec);
  }

  @Override
  public void clear() {
    state.remove(table, Bytes.EMPTY);
  }
}
