package io.maillon.link.internal.function;

import io.maillon.link.ListState;
import io.maillon.link.MapState;
import io.maillon.link.ValueState;
import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.log.StateChange;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The keyed state of one partition: all tables, and what changed in them since the last result.
 * Owned by the thread that runs the function.
 *
 * <p>Entries are decoded when first used and encoded once per run if they changed.
 */
final class KeyedState {
  static final int VALUE_BYTES_MAX = 8 << 20;
  private static final int NAME_BYTES_MAX = 100;

  private final Map<String, Table> tables = new HashMap<>();
  private final Map<Bytes, Change> changes = new LinkedHashMap<>();
  private final ByteOutput scratch = new ByteOutput(256);
  private Bytes key = Bytes.EMPTY;
  private long changedBytes;

  private record Change(Table table, Slot slot, Codec<?> codec) {}

  /** Takes an entry out of the log. */
  void restore(StateKey entry, Bytes value) {
    table(entry.table(), entry.kind()).add(entry.recordKey(), entry.subKey(), new Slot(value));
  }

  /** From here on the handles show the state of this key. */
  void key(Bytes current) {
    key = current;
  }

  Bytes key() {
    return key;
  }

  @SuppressWarnings("unchecked") // the first call of a name decides its type
  <T> ValueState<T> value(String name, Codec<T> codec) {
    Table table = table(name, StateKey.Kind.VALUE);
    if (table.handle == null) {
      table.handle = new ValueHandle<>(this, table, codec);
    }
    return (ValueState<T>) table.handle;
  }

  @SuppressWarnings("unchecked") // the first call of a name decides its type
  <K, V> MapState<K, V> map(String name, Codec<K> keyCodec, Codec<V> valueCodec) {
    Table table = table(name, StateKey.Kind.MAP);
    if (table.handle == null) {
      table.handle = new MapHandle<>(this, table, keyCodec, valueCodec);
    }
    return (MapState<K, V>) table.handle;
  }

  @SuppressWarnings("unchecked") // the first call of a name decides its type
  <T> ListState<T> list(String name, Codec<T> codec) {
    Table table = table(name, StateKey.Kind.LIST);
    if (table.handle == null) {
      table.handle = new ListHandle<>(this, table, codec);
    }
    return (ListState<T>) table.handle;
  }

  /** Sets an entry of the current key. */
  <T> void set(Table table, Bytes subKey, T value, Codec<T> codec) {
    if (value == null) {
      throw new NullPointerException(
          "state '"
              + table.name()
              + "' set to null: expected a value, or a call to clear or remove");
    }
    Slot slot = table.find(key, subKey);
    if (slot == null) {
      slot = add(table, subKey);
    }
    slot.set(value);
    if (!slot.dirty) {
      mark(table, subKey, slot, codec);
    }
  }

  /** Removes an entry of the current key, if there is one. */
  void remove(Table table, Bytes subKey) {
    Slot slot = table.find(key, subKey);
    if (slot != null) {
      table.remove(key, subKey);
      slot.set(null);
      if (!slot.dirty) {
        mark(table, subKey, slot, null);
      }
    }
  }

  /** Encodes a map key; the result is a copy. */
  <K> Bytes subKey(K mapKey, Codec<K> codec) {
    return encode(mapKey, codec).copy();
  }

  /** About so many bytes have changed since the last result. */
  long changedBytes() {
    return changedBytes;
  }

  /** Encodes what has changed since the last call, each entry once. */
  void takeChanges(List<StateChange> into) {
    changes.forEach((stateKey, change) -> take(stateKey, change, into));
    changes.clear();
    changedBytes = 0;
  }

  /** Keys that have state, in order; a copy. */
  List<Bytes> keys() {
    Collection<Bytes> keys = new TreeSet<>();
    tables.values().forEach(table -> table.addKeysTo(keys));
    return List.copyOf(keys);
  }

  private void take(Bytes stateKey, Change change, List<StateChange> into) {
    Slot slot = change.slot();
    slot.dirty = false;
    if (slot.hasValue()) {
      Bytes encoded = encode(change).copy();
      slot.encodedAs(encoded);
      slot.stored = true;
      into.add(new StateChange(stateKey, Optional.of(encoded)));
    } else if (slot.stored) {
      into.add(new StateChange(stateKey, Optional.empty()));
    }
  }

  private Slot add(Table table, Bytes subKey) {
    // Keys are slices of whole frames: what stays gets its own copy.
    Bytes ownKey = Bytes.wrap(key.toArray());
    Bytes ownSubKey = subKey.isEmpty() ? Bytes.EMPTY : Bytes.wrap(subKey.toArray());
    Change removed = changes.get(stateKey(table, subKey));
    Slot slot = removed == null ? new Slot() : removed.slot();
    table.add(ownKey, ownSubKey, slot);
    // It was marked when removed, without a codec: mark it again with the one that set it.
    slot.dirty = false;
    return slot;
  }

  private void mark(Table table, Bytes subKey, Slot slot, Codec<?> codec) {
    slot.dirty = true;
    Bytes stateKey = stateKey(table, subKey);
    Change change = new Change(table, slot, codec);
    changes.put(stateKey, change);
    if (slot.hasValue() && slot.sizeBytes == 0) {
      slot.sizeBytes = encode(change).length();
    }
    changedBytes += stateKey.length() + slot.sizeBytes;
  }

  private ByteOutput encode(Change change) {
    return encodeSlot(change, change.codec());
  }

  private <T> ByteOutput encodeSlot(Change change, Codec<T> codec) {
    ByteOutput out = encode(change.slot().get(codec), codec);
    if (out.length() > VALUE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "state '"
              + change.table().name()
              + "' of "
              + out.length()
              + " bytes: expected at most "
              + VALUE_BYTES_MAX
              + "; use map or list state, whose entries are stored one by one");
    }
    return out;
  }

  private <T> ByteOutput encode(T value, Codec<T> codec) {
    scratch.truncate(0);
    codec.encode(value, scratch);
    return scratch;
  }

  private Bytes stateKey(Table table, Bytes subKey) {
    return new StateKey(table.kind(), table.name(), key, subKey).encode();
  }

  private Table table(String name, StateKey.Kind kind) {
    Table table = tables.get(name);
    if (table == null) {
      int length = name.getBytes(StandardCharsets.UTF_8).length;
      if (length < 1 || length > NAME_BYTES_MAX) {
        throw new IllegalArgumentException(
            "state '" + name + "': expected a name of 1 to " + NAME_BYTES_MAX + " bytes");
      }
      table = new Table(kind, name);
      tables.put(name, table);
    } else if (table.kind() != kind) {
      throw new IllegalArgumentException(
          "state '"
              + name
              + "' asked for as "
              + kind
              + ": expected "
              + table.kind()
              + ", as it was first asked for or is stored");
    }
    return table;
  }
}
