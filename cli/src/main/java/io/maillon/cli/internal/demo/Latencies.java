package io.maillon.cli.internal.demo;

import io.maillon.protocol.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long the partitions of killed owners were not heard at the sink. */
final class Latencies {
  /** No recovery takes longer; later silences have other causes. */
  private static final long WINDOW_NS = 5_000_000_000L;

  private Latencies() {}

  /**
   * A line with p50, p99 and maximum over all partitions of all kills; empty when none was seen.
   */
  static String line(List<Killer.Killed> kills, SinkTail tail) {
    List<Long> silences = new ArrayList<>();
    for (int i = 0; i < kills.size(); i++) {
      Killer.Killed kill = kills.get(i);
      long untilNs = kill.atNs() + WINDOW_NS;
      if (i + 1 < kills.size()) {
        // What falls silent after the next kill does so because of that.
        untilNs = Math.min(untilNs, kills.get(i + 1).atNs());
      }
      for (PartitionId partition : kill.owned()) {
        long silent = tail.silentNs(partition.index(), kill.atNs(), untilNs);
        if (silent >= 0) {
          silences.add(silent);
        }
      }
    }
    if (silences.isEmpty()) {
      return "";
    }
    silences.sort(null);
    return String.format(
        Locale.ROOT,
        "from kill -9 to new output at the sink: p50 %d ms, p99 %d ms, max %d ms (%d partitions)",
        percentile(silences, 50) / 1_000_000L,
        percentile(silences, 99) / 1_000_000L,
        percentile(silences, 100) / 1_000_000L,
        silences.size());
  }

  /** Nearest rank. */
  static long percentile(List<Long> sorted, int percent) {
    int rank = Math.max(1, (sorted.size() * percent + 99) / 100);
    return sorted.get(rank - 1);
  }
}
