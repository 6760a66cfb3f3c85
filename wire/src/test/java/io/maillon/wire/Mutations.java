package io.maillon.wire;

import java.util.Random;

/** Damages bytes in place. */
final class Mutations {
  private static final byte[] EDGES = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF};

  private Mutations() {}

  static void mutate(byte[] bytes, Random random) {
    for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = EDGES[random.nextInt(EDGES.length)];
        case 2 -> bytes[at] = (byte) random.nextInt();
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(bytes.length - at, bytes.length - from);
          System.arraycopy(bytes, from, bytes, at, random.nextInt(length) + 1);
        }
      }
    }
  }
}
