package io.maillon.chaos.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The configurations that a search has been in: which calls are ordered, and the state after them.
 * What comes next depends on nothing else, so none is entered twice.
 *
 * <p>Nor is one entered that differs from a known one only by more unknown calls ordered: with
 * fewer of them used up, whatever follows can follow as well.
 */
final class Configurations {
  private static final int KEY_START = 1;

  /**
   * By completed calls and state the counts of unknown calls; none covers another. Only looked up,
   * never walked through.
   */
  private final Map<Key, long[][]> known = new HashMap<>();

  private final Map<Object, Integer> stateIds = new HashMap<>();
  private final List<Object> states = new ArrayList<>();

  private final OpenCalls open;
  private final UnknownCalls unknown;
  private final long[] scratch;
  private int size;
  private long comparisons;

  private static final class Key {
    private final long[] words;
    private final int hash;

    private Key(long[] words) {
      this.words = words;
      this.hash = spread(words);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(words, key.words);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  Configurations(OpenCalls open, UnknownCalls unknown) {
    this.open = open;
    this.unknown = unknown;
    scratch = new long[KEY_START + Math.max(open.wordsMax(), unknown.kinds())];
  }

  /** Equal states have equal numbers. */
  int stateId(Object state) {
    Integer id = stateIds.get(state);
    if (id == null) {
      id = states.size();
      stateIds.put(state, id);
      states.add(state);
    }
    return id;
  }

  Object state(int id) {
    return states.get(id);
  }

  /** Whether the present configuration, with this state, is worth entering. */
  boolean add(int stateId) {
    scratch[0] = ((long) stateId << Integer.SIZE) | open.firstWord();
    long[] words = Arrays.copyOf(scratch, open.write(scratch, KEY_START));
    long[] counts = Arrays.copyOf(scratch, unknown.write(scratch, 0));
    Key key = new Key(words);
    long[][] others = known.get(key);
    if (others == null) {
      known.put(key, new long[][] {counts});
      size++;
      return true;
    }
    for (long[] other : others) {
      comparisons++;
      if (covers(counts, other)) {
        return false;
      }
    }
    long[][] kept =
        Stream.concat(Arrays.stream(others).filter(o -> !covers(o, counts)), Stream.of(counts))
            .toArray(long[][]::new);
    known.put(key, kept);
    size += kept.length - others.length;
    return true;
  }

  /** Whether of each kind the one has at least as many as the other; both are sorted by kind. */
  private static boolean covers(long[] one, long[] other) {
    int at = 0;
    for (long wanted : other) {
      while (at < one.length && one[at] >>> Integer.SIZE < wanted >>> Integer.SIZE) {
        at++;
      }
      // Of the same kind and not smaller, as the kind stands above the count.
      if (at == one.length
          || one[at] >>> Integer.SIZE != wanted >>> Integer.SIZE
          || one[at] < wanted) {
        return false;
      }
    }
    return true;
  }

  /** Arrays.hashCode of such words collides: they differ in few bits. */
  private static int spread(long[] words) {
    long hash = 0;
    for (long word : words) {
      hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return Long.hashCode(hash);
  }

  /** Work that grows with the calls of unknown outcome; as dear as steps of a model. */
  long comparisons() {
    return comparisons;
  }

  int size() {
    return size;
  }
}
