package io.maillon.chaos.workload;

import io.maillon.link.Options;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What goes into the pipeline: how many orders and as many payments, of whom, and when. Immutable;
 * travels in the options of the sources.
 *
 * @param seed that everything is drawn from
 * @param count of the orders and of the payments, each; shared by the source partitions, where it
 *     is rounded up to whole {@link LedgerPartition#TURN}s
 * @param accounts how many there are
 * @param skew exponent of their Zipf distribution; 0 = even
 * @param kind how arrivals are spread
 * @param rhythm rate over time; not used by {@link Kind#TRACE} and {@link Kind#AT_ONCE}
 * @param trace file of arrivals, see {@link TraceArrivals}; only for {@link Kind#TRACE}
 */
public record Workload(
    long seed,
    long count,
    int accounts,
    double skew,
    Kind kind,
    Rhythm rhythm,
    Optional<Path> trace) {
  private static final int ACCOUNTS_MAX = 1_000_000;
  static final double SKEW_MAX = 10;
  private static final long RATE_MAX = 10_000_000;
  private static final long CYCLE_MAX_MS = 3_600_000;

  /** The most per stage: a replay keeps 20 bytes of each. */
  private static final long COUNT_MAX = 200_000_000;

  static final String[] OPTIONS = {
    "seed",
    "count",
    "accounts",
    "skew",
    "arrivals",
    "ratePerSecond",
    "burstPerSecond",
    "burstMs",
    "everyMs",
    "trace"
  };

  /** How arrivals are spread. */
  public enum Kind {
    /** As evenly as the rhythm allows. */
    EVEN,
    /** At random, independent of each other. */
    POISSON,
    /** As in a file. */
    TRACE,
    /** As fast as they are taken. */
    AT_ONCE
  }

  /** Even arrivals at a steady rate. */
  public static Workload steady(long seed, long count, long ratePerSecond) {
    return new Workload(
        seed, count, 1000, 0, Kind.EVEN, Rhythm.steady(ratePerSecond), Optional.empty());
  }

  /** Of the same accounts, rank r with a weight of 1 / (r + 1)^skew. */
  public Workload skew(double newSkew) {
    return accounts(accounts, newSkew);
  }

  /** Of so many accounts, rank r with a weight of 1 / (r + 1)^skew. */
  public Workload accounts(int newAccounts, double newSkew) {
    return new Workload(seed, count, newAccounts, newSkew, kind, rhythm, trace);
  }

  /** Arriving at random. */
  public Workload poisson() {
    return new Workload(seed, count, accounts, skew, Kind.POISSON, rhythm, Optional.empty());
  }

  /** As fast as they are taken. */
  public Workload atOnce() {
    return new Workload(seed, count, accounts, skew, Kind.AT_ONCE, rhythm, Optional.empty());
  }

  /** Arriving as in a file of milliseconds. */
  public Workload trace(Path file) {
    return new Workload(seed, count, accounts, skew, Kind.TRACE, rhythm, Optional.of(file));
  }

  /** With that rate in the first milliseconds of every so many. */
  public Workload bursts(long burstPerSecond, long burstMs, long everyMs) {
    Rhythm bursts = new Rhythm(rhythm.ratePerSecond(), burstPerSecond, burstMs, everyMs);
    return new Workload(seed, count, accounts, skew, kind, bursts, trace);
  }

  /** Reads what {@link #toOptions} wrote. */
  static Workload from(Options options) {
    Kind kind = kind(options);
    long everyMs = options.number("everyMs", 1000, 1, CYCLE_MAX_MS);
    Rhythm rhythm =
        new Rhythm(
            options.number("ratePerSecond", 1000, 1, RATE_MAX),
            options.number("burstPerSecond", 1, 1, RATE_MAX),
            options.number("burstMs", 0, 0, everyMs - 1),
            everyMs);
    Optional<Path> trace = options.text("trace").map(Path::of);
    if (trace.isPresent() != (kind == Kind.TRACE)) {
      throw new InvalidPipelineException(
          options.place("trace"),
          options.text("trace").orElse(""),
          "a file with arrivals: trace, and none otherwise");
    }
    return new Workload(
        options.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
        options.number("count", 1000, 0, COUNT_MAX),
        (int) options.number("accounts", 1000, 1, ACCOUNTS_MAX),
        skew(options),
        kind,
        rhythm,
        trace);
  }

  /** All of it, as options of a stage. */
  public Map<String, String> toOptions() {
    Map<String, String> options = new TreeMap<>();
    options.put("seed", Long.toString(seed));
    options.put("count", Long.toString(count));
    options.put("accounts", Integer.toString(accounts));
    options.put("skew", Double.toString(skew));
    options.put("arrivals", name(kind));
    options.put("ratePerSecond", Long.toString(rhythm.ratePerSecond()));
    options.put("burstPerSecond", Long.toString(rhythm.burstPerSecond()));
    options.put("burstMs", Long.toString(rhythm.burstMs()));
    options.put("everyMs", Long.toString(rhythm.everyMs()));
    trace.ifPresent(file -> options.put("trace", file.toString()));
    return options;
  }

  Arrivals arrivals(Draws.Stream stream, int partition, int partitions) throws IOException {
    return switch (kind) {
      case EVEN -> n -> (long) rhythm.dueUs((double) n, partitions);
      case POISSON -> new PoissonArrivals(Draws.of(seed, stream, partition), rhythm, partitions);
      case TRACE ->
          new TraceArrivals(TraceArrivals.read(trace.orElseThrow()), partition, partitions);
      case AT_ONCE -> Arrivals.AT_ONCE;
    };
  }

  private static Kind kind(Options options) {
    String text = options.text("arrivals").orElse("even");
    for (Kind kind : Kind.values()) {
      if (name(kind).equals(text)) {
        return kind;
      }
    }
    throw new InvalidPipelineException(
        options.place("arrivals"), text, "even, poisson, trace or at-once");
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double skew(Options options) {
    String text = options.text("skew").orElse("0");
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= SKEW_MAX) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw badSkew(options, text, e);
    }
    throw badSkew(options, text, null);
  }

  private static InvalidPipelineException badSkew(Options options, String text, Exception cause) {
    InvalidPipelineException refused =
        new InvalidPipelineException(options.place("skew"), text, "a number from 0 to " + SKEW_MAX);
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }
}
