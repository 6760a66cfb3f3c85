package io.maillon.link.sink;

/**
 * Counts durations in buckets that are at most 1/32 of their value wide, so a percentile is at most
 * some 3 % too high. Nanoseconds; what is below zero counts as zero. Owned by one thread.
 */
final class LatencyHistogram {
  private static final int BITS = 5;
  private static final int PER_POWER = 1 << BITS;

  private final long[] counts = new long[(64 - BITS) * PER_POWER];
  private long count;
  private long maxNs;

  void add(long durationNs) {
    long value = Math.max(0, durationNs);
    counts[bucket(value)]++;
    count++;
    maxNs = Math.max(maxNs, value);
  }

  /** Upper end of the bucket below which the share of all durations lies; 0 when there are none. */
  long percentileNs(double percent) {
    long wanted = (long) Math.ceil(count * percent / 100);
    long seen = 0;
    for (int i = 0; i < counts.length && wanted > 0; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(maxNs, upperEnd(i));
      }
    }
    return 0;
  }

  void appendTo(StringBuilder text) {
    for (double percent : new double[] {50, 90, 99, 99.9, 99.99}) {
      String name = "p" + (percent == (int) percent ? (int) percent + "" : percent + "");
      text.append(name).append("Ns ").append(percentileNs(percent)).append('\n');
    }
    text.append("maxNs ").append(maxNs).append('\n');
  }

  private static int bucket(long value) {
    if (value < PER_POWER) {
      return (int) value;
    }
    int power = 63 - Long.numberOfLeadingZeros(value);
    int inPower = (int) (value >>> (power - BITS)) & (PER_POWER - 1);
    return (power - BITS + 1) * PER_POWER + inPower;
  }

  private static long upperEnd(int bucket) {
    if (bucket < PER_POWER) {
      return bucket;
    }
    int shift = bucket / PER_POWER - 1;
    return ((PER_POWER + bucket % PER_POWER + 1L) << shift) - 1;
  }
}
