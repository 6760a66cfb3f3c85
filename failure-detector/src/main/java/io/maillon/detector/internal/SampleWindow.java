package io.maillon.detector.internal;

/**
 * The newest samples up to a capacity, with mean and standard deviation. Both are computed afresh
 * in two passes at each new sample: running sums of squared nanoseconds overflow a long within ten
 * samples and drift as doubles, and a few hundred additions per heartbeat cost nothing.
 */
public final class SampleWindow {
  private final long[] samples;
  private int size;
  private int next;
  private double mean;
  private double standardDeviation;

  public SampleWindow(int capacity) {
    samples = new long[capacity];
  }

  /** Adds a sample; the oldest makes room when the window is full. */
  public void add(long sample) {
    samples[next] = sample;
    next = (next + 1) % samples.length;
    size = Math.min(size + 1, samples.length);
    refresh();
  }

  public int size() {
    return size;
  }

  public double mean() {
    return mean;
  }

  /** Of the samples themselves (divided by n, not n - 1); 0 for fewer than two. */
  public double standardDeviation() {
    return standardDeviation;
  }

  private void refresh() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += samples[i];
    }
    mean = sum / size;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      double deviation = samples[i] - mean;
      squares += deviation * deviation;
    }
    standardDeviation = Math.sqrt(squares / size);
  }
}
