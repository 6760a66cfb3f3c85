package io.maillon.link.internal.function;

import io.maillon.link.ListState;
import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The list of the current key; an element's sub-key is its index. Indices have no gaps, so the size
 * needs no entry of its own, which every addition would write again.
 */
record ListHandle<T>(KeyedState state, Table table, Codec<T> codec) implements ListState<T> {
  @Override
  public int size() {
    return table.entries(state.key()).size();
  }

  @Override
  public T get(int index) {
    Objects.checkIndex(index, size());
    return table.find(state.key(), subKey(index)).get(codec);
  }

  @Override
  public void add(T element) {
    state.set(table, subKey(size()), element, codec);
  }

  @Override
  public void set(int index, T element) {
    Objects.checkIndex(index, size());
    state.set(table, subKey(index), element, codec);
  }

  @Override
  public T removeLast() {
    T last = get(size() - 1);
    state.remove(table, subKey(size() - 1));
    return last;
  }

  @Override
  public List<T> toList() {
    List<T> copy = new ArrayList<>(size());
    table.entries(state.key()).values().forEach(slot -> copy.add(slot.get(codec)));
    return copy;
  }

  @Override
  public void clear() {
    for (int last = size() - 1; last >= 0; last--) {
      state.remove(table, subKey(last));
    }
  }

  private static Bytes subKey(int index) {
    ByteOutput out = new ByteOutput(4);
    out.writeInt(index);
    return Bytes.wrap(out.array());
  }
}
