package io.maillon.coordinator.internal.server;

import io.maillon.coordinator.internal.raft.RaftNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second at what Ratis does not tell: a server that gave up, a cluster without a leader,
 * a member that lags, a disk that fills. Warns once per change. Owned by the control loop.
 */
final class HealthWatch {
  private static final Logger log = LoggerFactory.getLogger(HealthWatch.class);
  private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long NO_LEADER_NS = TimeUnit.SECONDS.toNanos(2);

  /** What a cluster gets to elect its first leader. */
  private static final long START_NS = TimeUnit.SECONDS.toNanos(8);

  private static final long SNAPSHOT_NS = TimeUnit.HOURS.toNanos(1);
  private static final long LAG_MAX = 1_000;
  private static final long FREE_BYTES_MIN = 64 << 20;

  private final RaftNode node;
  private final Path storage;
  private final Map<String, Boolean> warned = new TreeMap<>();
  private long lookedNs;
  private long leaderSeenNs;
  private long snapshotNs;

  HealthWatch(RaftNode node, Path storage, long nowNs) {
    this.node = node;
    this.storage = storage;
    lookedNs = nowNs;
    leaderSeenNs = nowNs + START_NS;
    snapshotNs = nowNs;
  }

  void tick(long nowNs) {
    if (nowNs - lookedNs < INTERVAL_NS) {
      return;
    }
    lookedNs = nowNs;
    node.checkAlive();
    lookForLeader(nowNs);
    lookForLag();
    warn(
        "disk",
        storage.toFile().getUsableSpace() < FREE_BYTES_MIN,
        "storage " + storage + " has less than 64 MiB left");
    if (nowNs - snapshotNs >= SNAPSHOT_NS) {
      snapshotNs = nowNs;
      var unused = node.takeSnapshot().whenComplete(HealthWatch::snapshotEnded);
    }
  }

  private static void snapshotEnded(Boolean success, Throwable error) {
    if (error != null || !success) {
      log.warn("the hourly snapshot failed; the Raft log grows until one succeeds", error);
    }
  }

  private void lookForLeader(long nowNs) {
    if (node.leaderHint().isPresent()) {
      leaderSeenNs = nowNs;
    }
    warn(
        "leader",
        nowNs - leaderSeenNs >= NO_LEADER_NS,
        "no leader known: a majority of the coordinators must be up and reach one another");
  }

  private void lookForLag() {
    Map<String, Long> indexes = node.commitIndexes();
    if (node.leads().isEmpty() || indexes.isEmpty()) {
      return;
    }
    long newest = Collections.max(indexes.values());
    indexes.forEach(
        (id, index) ->
            warn(
                "lag " + id,
                newest - index > LAG_MAX,
                "coordinator " + id + " lags by over 1000 entries"));
  }

  private void warn(String what, boolean now, String message) {
    boolean before = warned.getOrDefault(what, false);
    if (now != before) {
      warned.put(what, now);
      if (now) {
        log.warn("{}", message);
      } else {
        log.info("over: {}", message);
      }
    }
  }
}
