package io.maillon.link.internal.function;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.log.StateChange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The timers of one partition, in the order of their times (wall clock, milliseconds). Stored with
 * the tag as sub-key and the time as 8 bytes. Owned by the thread that runs the function.
 */
final class Timers {
  private final Map<Id, Timer> byId = new HashMap<>();
  private final TreeSet<Timer> queue = new TreeSet<>();
  private final Set<Id> changed = new LinkedHashSet<>();

  private record Id(Bytes key, String tag) {}

  /** One timer of one key. */
  record Timer(long atMs, Bytes key, String tag) implements Comparable<Timer> {
    private static final Comparator<Timer> ORDER =
        Comparator.comparingLong(Timer::atMs).thenComparing(Timer::key).thenComparing(Timer::tag);

    @Override
    public int compareTo(Timer other) {
      return ORDER.compare(this, other);
    }
  }

  void restore(StateKey entry, Bytes value) {
    put(new Timer(Codecs.readLong(value), entry.recordKey(), entry.subKey().utf8()));
  }

  void set(Bytes key, String tag, long atMs) {
    cancel(key, tag);
    // Keys are slices of whole frames: what stays gets its own copy.
    put(new Timer(atMs, Bytes.wrap(key.toArray()), tag));
  }

  void cancel(Bytes key, String tag) {
    Id id = new Id(Bytes.wrap(key.toArray()), tag);
    changed.add(id);
    Timer timer = byId.remove(id);
    if (timer != null) {
      queue.remove(timer);
    }
  }

  int size() {
    return queue.size();
  }

  /** Takes out the earliest timer if its time has come. */
  Optional<Timer> takeDue(long nowMs) {
    if (nextMs() > nowMs) {
      return Optional.empty();
    }
    Timer timer = queue.first();
    cancel(timer.key(), timer.tag());
    return Optional.of(timer);
  }

  /** {@link Long#MAX_VALUE} = none. */
  long nextMs() {
    return queue.isEmpty() ? Long.MAX_VALUE : queue.first().atMs();
  }

  void takeChanges(List<StateChange> into) {
    for (Id id : changed) {
      Bytes stateKey =
          new StateKey(StateKey.Kind.TIMER, "", id.key(), Bytes.utf8(id.tag())).encode();
      into.add(new StateChange(stateKey, Optional.ofNullable(byId.get(id)).map(Timers::encode)));
    }
    changed.clear();
  }

  private void put(Timer timer) {
    byId.put(new Id(timer.key(), timer.tag()), timer);
    queue.add(timer);
  }

  private static Bytes encode(Timer timer) {
    ByteOutput out = new ByteOutput(8);
    out.writeLong(timer.atMs());
    return Bytes.wrap(out.array());
  }
}
