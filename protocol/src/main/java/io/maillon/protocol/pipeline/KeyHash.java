package io.maillon.protocol.pipeline;

import io.maillon.protocol.Bytes;

/**
 * Which partition a key belongs to: MurmurHash3 (x86, 32 bit, seed 0) of its bytes, taken as an
 * unsigned number, modulo the partition count.
 *
 * <p>This never changes: state and records already lie where it put them. Being a published
 * function, it can be computed by anyone in any language.
 */
public final class KeyHash {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private KeyHash() {}

  public static int partition(Bytes key, int partitions) {
    return Integer.remainderUnsigned(hash(key), partitions);
  }

  static int hash(Bytes key) {
    byte[] array = key.array();
    int at = key.offset();
    int end = at + key.length();
    int hash = 0;
    for (; at + 4 <= end; at += 4) {
      hash ^= mix(littleEndian(array, at, 4));
      hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
    }
    hash ^= mix(littleEndian(array, at, end - at));
    return finish(hash ^ key.length());
  }

  private static int littleEndian(byte[] array, int at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (array[at + i] & 0xFF) << (8 * i);
    }
    return value;
  }

  private static int mix(int block) {
    return Integer.rotateLeft(block * C1, 15) * C2;
  }

  private static int finish(int start) {
    int hash = start;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }
}
