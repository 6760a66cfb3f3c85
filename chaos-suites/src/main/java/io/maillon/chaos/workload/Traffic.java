package io.maillon.chaos.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How records come to the suites' own pipeline, in the words of the command line.
 *
 * @param pattern how they are spread over time
 * @param trace file of arrivals; only for {@link Pattern#TRACE}
 * @param skew exponent of the keys' Zipf distribution, from 0 (even) to 10
 */
public record Traffic(Pattern pattern, Optional<Path> trace, double skew) {
  /** Evenly, of all keys alike. */
  public static final Traffic STEADY = new Traffic(Pattern.STEADY, Optional.empty(), 0);

  /** How often a burst comes, for a quarter of the time. */
  private static final long BURST_EVERY_MS = 1_000;

  /** How records are spread over time. */
  public enum Pattern {
    /** At equal distances. */
    STEADY,
    /** At random, independent of each other. */
    POISSON,
    /** At three times the rate in the first quarter of every second, at a third in the rest. */
    BURSTS,
    /** As they once were: milliseconds after the start, a line each. */
    TRACE
  }

  public Traffic {
    if (trace.isPresent() != (pattern == Pattern.TRACE)) {
      throw new IllegalArgumentException("arrivals " + pattern + " with file " + trace);
    }
    if (!(skew >= 0 && skew <= Workload.SKEW_MAX)) {
      throw new IllegalArgumentException(
          "skew: '" + skew + "': expected a number from 0 to " + Workload.SKEW_MAX);
    }
  }

  /** At random, of all keys alike. */
  public static Traffic poisson() {
    return new Traffic(Pattern.POISSON, Optional.empty(), 0);
  }

  /** In bursts, of all keys alike. */
  public static Traffic bursts() {
    return new Traffic(Pattern.BURSTS, Optional.empty(), 0);
  }

  /**
   * Spread over time as the text says.
   *
   * @param text {@code steady}, {@code poisson}, {@code bursts} or a file of arrivals
   * @throws IllegalArgumentException when it is none of these, naming the line of a bad file
   */
  public Traffic arriving(String text) {
    for (Pattern known : Pattern.values()) {
      if (known != Pattern.TRACE && name(known).equals(text)) {
        return new Traffic(known, Optional.empty(), skew);
      }
    }
    Path file = Path.of(text);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "arrivals: '" + text + "': expected steady, poisson, bursts or a file of arrivals");
    }
    try {
      var unused = TraceArrivals.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("arrivals: " + e.getMessage(), e);
    }
    return new Traffic(Pattern.TRACE, Optional.of(file.toAbsolutePath()), skew);
  }

  /** Of few keys more often than of others: rank r with a weight of 1 / (r + 1)^skew. */
  public Traffic skewed(double exponent) {
    return new Traffic(pattern, trace, exponent);
  }

  /**
   * So many records of it.
   *
   * @param ratePerSecond the mean; a trace has its own
   */
  public Workload workload(long seed, long count, long ratePerSecond) {
    Workload steady = Workload.steady(seed, count, ratePerSecond).skew(skew);
    return switch (pattern) {
      case STEADY -> steady;
      case POISSON -> steady.poisson();
      case BURSTS ->
          Workload.steady(seed, count, Math.max(1, ratePerSecond / 3))
              .skew(skew)
              .bursts(3 * ratePerSecond, BURST_EVERY_MS / 4, BURST_EVERY_MS);
      case TRACE -> steady.trace(trace.orElseThrow());
    };
  }

  /** The word that {@link #arriving} reads. */
  public String arrivals() {
    return trace.map(Path::toString).orElseGet(() -> name(pattern));
  }

  private static String name(Pattern pattern) {
    return pattern.name().toLowerCase(Locale.ROOT);
  }
}
