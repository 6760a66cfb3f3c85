package io.maillon.chaos.workload;

import io.maillon.protocol.Bytes;

/** Reads what {@code ByteOutput.writeVarLong} wrote. Owned by one thread. */
final class VarLongs {
  private final Bytes bytes;
  private int at;

  VarLongs(Bytes bytes, int from) {
    this.bytes = bytes;
    at = from;
  }

  long next() {
    long value = 0;
    int shift = 0;
    byte b;
    do {
      b = bytes.at(at++);
      value |= (b & 0x7FL) << shift;
      shift += 7;
    } while (b < 0);
    return value;
  }
}
