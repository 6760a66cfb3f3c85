package io.maillon.cli.internal.demo;

import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.RecoveryStatus;
import io.maillon.protocol.PartitionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The recoveries of lost owners, and where their time went. A pipeline remembers only its last
 * recoveries, so they are gathered while it runs. Owned by one thread.
 */
final class Takeovers {
  private final Map<String, RecoveryStatus> seen = new LinkedHashMap<>();

  void look(PipelineStatus status) {
    for (RecoveryStatus recovery : status.recoveries()) {
      if (recovery.ready() && recovery.cause().startsWith("loss of owner")) {
        seen.put(recovery.partition() + " " + recovery.fromEpoch(), recovery);
      }
    }
  }

  /** The first of a partition whose new owner took office between these wall-clock times. */
  Optional<RecoveryStatus> of(PartitionId partition, long fromMs, long untilMs) {
    return seen.values().stream()
        .filter(r -> r.partition().equals(partition.toString()))
        .filter(r -> r.failedAtMs() + r.readyMs() >= fromMs)
        .filter(r -> r.failedAtMs() + r.readyMs() < untilMs)
        .findFirst();
  }

  /** A line with p50 and p99 of each step, from the last sign of life; empty = none was seen. */
  String line() {
    if (seen.isEmpty()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "of which, p50 and p99: declared dead %s, claimed %s, in office %s (%d partitions)",
        step(RecoveryStatus::detectedMs),
        step(RecoveryStatus::claimedMs),
        step(RecoveryStatus::readyMs),
        seen.size());
  }

  private String step(ToLongFunction<RecoveryStatus> at) {
    List<Long> all = seen.values().stream().map(at::applyAsLong).sorted().toList();
    return Latencies.percentile(all, 50) + " and " + Latencies.percentile(all, 99) + " ms";
  }
}
