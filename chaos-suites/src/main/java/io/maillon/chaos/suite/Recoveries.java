package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.RecoveryStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells of each takeover once, when its partition has caught up: little input waits for it. Owned
 * by the thread of the watch.
 */
final class Recoveries {
  /** So much waits at any time in a pipeline that is well. */
  private static final long WAITING_BYTES_MAX = 64 << 10;

  private final Set<String> told = new HashSet<>();

  /** What has become whole with this look. */
  List<PipelineEvent> note(PipelineStatus status, long atMs) {
    List<PipelineEvent> whole = new ArrayList<>();
    for (RecoveryStatus recovery : status.recoveries()) {
      String key = recovery.partition() + " " + recovery.toEpoch();
      if (recovery.caughtUp() && isDrained(recovery, status) && told.add(key)) {
        whole.add(event(recovery, atMs));
      }
    }
    return whole;
  }

  /** Also if another takeover has come in between: then it never caught up, and is told of now. */
  private static boolean isDrained(RecoveryStatus recovery, PipelineStatus status) {
    return status.partitions().stream()
        .filter(p -> p.id().toString().equals(recovery.partition()))
        .allMatch(p -> isDrained(recovery, p));
  }

  private static boolean isDrained(RecoveryStatus recovery, PartitionStatus partition) {
    return partition.epoch() > recovery.toEpoch()
        || partition.finished()
        || partition.waitingBytes() <= WAITING_BYTES_MAX;
  }

  private static PipelineEvent.Recovery event(RecoveryStatus r, long atMs) {
    long firstOutputMs = at(r, r.caughtUpMs());
    return new PipelineEvent.Recovery(
        r.partition(),
        r.fromEpoch(),
        r.toEpoch(),
        r.cause(),
        r.failedAtMs(),
        at(r, r.suspectedMs()),
        at(r, r.detectedMs()),
        at(r, r.claimedMs()),
        at(r, r.installedMs()),
        at(r, r.readyMs()),
        firstOutputMs,
        Math.max(firstOutputMs, atMs),
        r.replayed());
  }

  private static long at(RecoveryStatus recovery, long afterMs) {
    return afterMs < 0 ? 0 : recovery.failedAtMs() + afterMs;
  }
}
