package io.maillon.chaos.simulation;

import io.maillon.protocol.Bytes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What a holding function keeps in its state until a timer is due: each record for some
 * milliseconds, in order. A new owner gives what it finds a new time, since its clock is another.
 */
final class Holding {
  private static final String PREFIX = "h";
  private static final long NEVER = Long.MAX_VALUE;

  private record Held(Bytes key, Bytes payload, long dueMs) {}

  private final TreeMap<Integer, Held> held = new TreeMap<>();
  private int last;

  Holding(Map<Bytes, Bytes> state, long dueMs) {
    state.forEach(
        (name, value) -> {
          if (name.utf8().startsWith(PREFIX)) {
            int number = Integer.parseInt(name.utf8().substring(PREFIX.length()));
            held.put(number, decode(value, dueMs));
            last = Math.max(last, number);
          }
        });
  }

  void hold(Bytes key, Bytes payload, long dueMs, Map<Bytes, Optional<Bytes>> changes) {
    Held one = new Held(key.compact(), payload, Math.max(dueMs, latestMs()));
    held.put(++last, one);
    changes.put(name(last), Optional.of(encode(one)));
  }

  private long latestMs() {
    return held.isEmpty() ? 0 : held.lastEntry().getValue().dueMs();
  }

  /** Everything that is due, in order. */
  void release(long nowMs, Map<Bytes, Optional<Bytes>> changes, BiConsumer<Bytes, Bytes> emission) {
    while (!held.isEmpty() && held.firstEntry().getValue().dueMs() <= nowMs) {
      Map.Entry<Integer, Held> first = held.pollFirstEntry();
      changes.put(name(first.getKey()), Optional.empty());
      emission.accept(first.getValue().key(), first.getValue().payload());
    }
  }

  /** When the next timer is due, {@link Long#MAX_VALUE} = there is none. */
  long nextMs() {
    return held.isEmpty() ? NEVER : held.firstEntry().getValue().dueMs();
  }

  private static Bytes name(int number) {
    return Bytes.utf8(PREFIX + number);
  }

  private static Bytes encode(Held one) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + one.key().length() + one.payload().length());
    buffer.putInt(one.key().length()).put(one.key().toArray()).put(one.payload().toArray());
    return Bytes.wrap(buffer.array());
  }

  private static Held decode(Bytes bytes, long dueMs) {
    int keyLength = bytes.asBuffer().getInt();
    int at = 4 + keyLength;
    return new Held(bytes.slice(4, keyLength), bytes.slice(at, bytes.length() - at), dueMs);
  }
}
