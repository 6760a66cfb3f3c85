package io.maillon.detector.internal;

/** Durations for people: {@code 10 s}, {@code 50 ms}, {@code 7 ns}. */
public final class Durations {
  public static final long MS = 1_000_000L;
  public static final long S = 1_000 * MS;

  private Durations() {}

  /** The exact value in the largest unit that divides it. */
  public static String text(long ns) {
    if (ns != 0 && ns % S == 0) {
      return ns / S + " s";
    }
    return ns % MS == 0 ? ns / MS + " ms" : ns + " ns";
  }

  /** An elapsed time, cut to whole milliseconds. */
  public static String elapsedText(long ns) {
    return ns / MS + " ms";
  }
}
