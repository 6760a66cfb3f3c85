package io.maillon.chaos.simulation;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Prints the trace hashes of some seeds, one a line; also run by itself, on another JDK. */
final class TraceHashes {
  private TraceHashes() {}

  /**
   * @param args the first seed, and how many
   */
  public static void main(String[] args) {
    of(Long.parseLong(args[0]), Integer.parseInt(args[1])).forEach(System.out::println);
  }

  static List<String> of(long first, int seeds) {
    return LongStream.range(first, first + seeds)
        .parallel()
        .mapToObj(seed -> new Simulation(seed, false).run())
        .map(r -> String.format(Locale.ROOT, "%s %d %X", r.seedText(), r.events(), r.traceHash()))
        .toList();
  }
}
