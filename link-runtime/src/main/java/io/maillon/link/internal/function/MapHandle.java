package io.maillon.link.internal.function;

import io.maillon.link.MapState;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The map of the current key; an entry's sub-key is its encoded map key. */
record MapHandle<K, V>(KeyedState state, Table table, Codec<K> keyCodec, Codec<V> valueCodec)
    implements MapState<K, V> {
  @Override
  public Optional<V> get(K key) {
    return Optional.ofNullable(orElse(key, null));
  }

  @Override
  public V orElse(K key, V other) {
    Slot slot = table.find(state.key(), state.subKey(key, keyCodec));
    return slot == null ? other : slot.get(valueCodec);
  }

  @Override
  public boolean contains(K key) {
    return table.find(state.key(), state.subKey(key, keyCodec)) != null;
  }

  @Override
  public void put(K key, V value) {
    state.set(table, state.subKey(key, keyCodec), value, valueCodec);
  }

  @Override
  public void remove(K key) {
    state.remove(table, state.subKey(key, keyCodec));
  }

  @Override
  public int size() {
    return table.entries(state.key()).size();
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> visitor) {
    table
        .entries(state.key())
        .forEach((sub, slot) -> visitor.accept(keyCodec.decode(sub), slot.get(valueCodec)));
  }

  @Override
  public Map<K, V> toMap() {
    Map<K, V> copy = new LinkedHashMap<>();
    forEach(copy::put);
    return copy;
  }

  @Override
  public void clear() {
    for (Bytes sub : List.copyOf(table.entries(state.key()).keySet())) {
      state.remove(table, sub);
    }
  }
}
