package io.maillon.chaos.checker.pipeline;

import java.util.Arrays;

/** One long for each row; 0 where none was set. */
final class LongColumn {
  private long[] values = new long[16];

  long get(int row) {
    return row < values.length ? values[row] : 0;
  }

  void set(int row, long value) {
    if (row >= values.length) {
      values = Arrays.copyOf(values, Columns.grown(values.length, row));
    }
    values[row] = value;
  }
}
