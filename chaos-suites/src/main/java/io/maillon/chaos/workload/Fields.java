package io.maillon.chaos.workload;

/**
 * Reads a line of numbers and commas, without an object for each. Owned by one thread.
 *
 * <p>What is not such a line is refused with an {@link IllegalArgumentException} that shows it.
 */
final class Fields {
  private static final int DIGITS_MAX = 18;

  private final long[] values;

  Fields(int count) {
    values = new long[count];
  }

  /** Value of a field of the line read last. */
  long value(int field) {
    return values[field];
  }

  void read(byte[] array, int offset, int length) {
    int field = 0;
    int digits = 0;
    long value = 0;
    for (int i = offset; i < offset + length; i++) {
      int digit = array[i] - '0';
      if (digit >= 0 && digit <= 9 && digits < DIGITS_MAX) {
        value = 10 * value + digit;
        digits++;
      } else if (array[i] == ',' && digits > 0 && field < values.length - 1) {
        values[field++] = value;
        value = 0;
        digits = 0;
      } else {
        throw refused(array, offset, length);
      }
    }
    if (field != values.length - 1 || digits == 0) {
      throw refused(array, offset, length);
    }
    values[field] = value;
  }

  private IllegalArgumentException refused(byte[] array, int offset, int length) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(length, 100); i++) {
      int c = array[offset + i];
      shown.append(c >= ' ' && c < 127 ? (char) c : '?');
    }
    return new IllegalArgumentException(
        "'" + shown + "': expected " + values.length + " whole numbers with commas between them");
  }
}
