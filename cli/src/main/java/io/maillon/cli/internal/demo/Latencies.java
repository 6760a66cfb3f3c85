package io.maillon.cli.internal.demo;

import io.maillon.coordinator.status.RecoveryStatus;
import io.maillon.protocol.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long after the kill of an owner the sink had the first output of its successors: of the first
 * of them, and of each. Only what arrives once a successor is in office counts, since what the dead
 * one had sent before may still arrive after the kill.
 */
final class Latencies {
  private final List<Long> ofKillsMs = new ArrayList<>();
  private final List<Long> ofPartitionsMs = new ArrayList<>();

  Latencies(List<Killer.Killed> kills, Takeovers takeovers, SinkTail tail) {
    for (int i = 0; i < kills.size(); i++) {
      long untilMs = i + 1 < kills.size() ? kills.get(i + 1).atMs() : Long.MAX_VALUE;
      take(kills.get(i), untilMs, takeovers, tail);
    }
    ofKillsMs.sort(null);
    ofPartitionsMs.sort(null);
  }

  private void take(Killer.Killed kill, long untilMs, Takeovers takeovers, SinkTail tail) {
    long first = Long.MAX_VALUE;
    for (PartitionId partition : kill.owned()) {
      Optional<RecoveryStatus> takeover = takeovers.of(partition, kill.atMs(), untilMs);
      if (takeover.isPresent()) {
        long readyMs = takeover.get().failedAtMs() + takeover.get().readyMs();
        long readyNs = kill.atNs() + (readyMs - kill.atMs()) * 1_000_000L;
        long heardNs = tail.firstHeardNs(partition.index(), readyNs);
        long afterMs = (heardNs - kill.atNs()) / 1_000_000L;
        // What is heard after the next kill tells of that one.
        if (heardNs >= 0 && kill.atMs() + afterMs < untilMs) {
          ofPartitionsMs.add(afterMs);
          first = Math.min(first, afterMs);
        }
      }
    }
    if (first != Long.MAX_VALUE) {
      ofKillsMs.add(first);
    }
  }

  /** A line for people; empty when no owner was killed. */
  String line() {
    if (ofKillsMs.isEmpty()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "from kill -9 to new output at the sink: p50 %d ms, p99 %d ms over %d kills of owners;"
            + " of every one of their %d partitions: p50 %d ms, p99 %d ms",
        percentile(ofKillsMs, 50),
        percentile(ofKillsMs, 99),
        ofKillsMs.size(),
        ofPartitionsMs.size(),
        percentile(ofPartitionsMs, 50),
        percentile(ofPartitionsMs, 99));
  }

  /** Nearest rank. */
  static long percentile(List<Long> sorted, int percent) {
    int rank = Math.max(1, (sorted.size() * percent + 99) / 100);
    return sorted.get(rank - 1);
  }
}
