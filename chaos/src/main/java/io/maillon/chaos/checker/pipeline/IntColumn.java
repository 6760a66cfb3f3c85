package io.maillon.chaos.checker.pipeline;

import java.util.Arrays;

/** One int for each row; 0 where none was set. */
final class IntColumn {
  private int[] values = new int[16];

  int get(int row) {
    return row < values.length ? values[row] : 0;
  }

  void set(int row, int value) {
    if (row >= values.length) {
      values = Arrays.copyOf(values, Columns.grown(values.length, row));
    }
    values[row] = value;
  }
}
