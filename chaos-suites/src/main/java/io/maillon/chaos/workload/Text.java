package io.maillon.chaos.workload;

import io.maillon.link.codec.ByteOutput;
import io.maillon.protocol.Bytes;

/** Writes numbers and commas as ASCII, into one buffer again and again. Owned by one thread. */
final class Text {
  private final ByteOutput out = new ByteOutput(128);
  private final byte[] digits = new byte[20];

  void clear() {
    out.truncate(0);
  }

  Text comma() {
    out.writeByte(',');
    return this;
  }

  /**
   * @param value 0 or more
   */
  Text number(long value) {
    int at = digits.length;
    long rest = value;
    do {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    out.write(digits, at, digits.length - at);
    return this;
  }

  /** What was written since {@link #clear}, valid until then. */
  Bytes bytes() {
    return Bytes.wrap(out.array(), 0, out.length());
  }

  /** Key of the records of an account. */
  static Bytes key(int account) {
    return Bytes.utf8(Integer.toString(account));
  }
}
