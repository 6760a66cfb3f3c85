package io.maillon.examples.flights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The same result without a pipeline: one thread, all delays of an airport in a list. Shares no
 * code with the functions, so that a mistake in these does not hide in both.
 */
public final class PlainFlights {
  private PlainFlights() {}

  /**
   * Computes the last line of each airport.
   *
   * @param gz the input, gzip
   * @return airport to {@code origin,count,mean,p95}
   */
  public static SortedMap<String, String> lastLines(Path gz) throws IOException {
    SortedMap<String, List<Integer>> delays = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gz), 1 << 16),
                StandardCharsets.US_ASCII))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .forEach(
              f -> delays.computeIfAbsent(f[3], k -> new ArrayList<>()).add(Integer.valueOf(f[1])));
    }
    SortedMap<String, String> last = new TreeMap<>();
    delays.forEach((origin, list) -> last.put(origin, line(origin, list)));
    return last;
  }

  private static String line(String origin, List<Integer> delays) {
    Collections.sort(delays);
    int count = delays.size();
    long sum = delays.stream().mapToLong(Integer::longValue).sum();
    BigDecimal mean =
        BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_UP);
    int rank = (int) Math.ceil(count * 95 / 100.0);
    return origin + "," + count + "," + mean + "," + delays.get(rank - 1);
  }
}
