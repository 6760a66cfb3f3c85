package io.maillon.chaos.workload;

/**
 * When the records of one source partition are due: a function of their number, so a source knows
 * after a move what is due without having seen what came before. An object may remember what it
 * computed last: owned by one thread.
 */
interface Arrivals {
  /** All at once. */
  Arrivals AT_ONCE = n -> 0;

  /** When record n (from 0) is due, in microseconds after the start; never before that of n - 1. */
  long dueUs(long n);

  /**
   * How many are due by then.
   *
   * @param countMax the most to find
   */
  default long countBy(long us, long countMax) {
    long low = 0;
    long high = countMax;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (dueUs(middle) <= us) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
