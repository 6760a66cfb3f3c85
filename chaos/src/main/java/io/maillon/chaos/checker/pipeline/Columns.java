package io.maillon.chaos.checker.pipeline;

/** How columns grow. */
final class Columns {
  private Columns() {}

  /** A length that holds the row: half as much again, so that copies stay rare and small. */
  static int grown(int length, int row) {
    long half = length + (long) (length >> 1);
    return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(half, row + 1L));
  }
}
