package io.maillon.link.internal.metrics;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Timer;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.recovery.instance.WorkResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One partition, while it is owned here. Written by the link thread, read by any. */
final class PartitionMetrics {
  private final MetricNames names;
  private final long windowBytes;
  private final Meter recordsIn;
  private final Meter bytesIn;
  private final Meter recordsOut;
  private final Meter bytesOut;
  private final Meter commits;
  private final Histogram batchRecords;
  private final Timer run;
  private final Timer commitLatency;
  private final Timer ackLatency;
  private final Map<PartitionId, ChannelMetrics> channels = new HashMap<>();
  private volatile PartitionProgress progress;
  private final Set<InstanceId> awaited = new HashSet<>();
  private long timedEpoch;
  private long timedIndex;
  private long timedSinceNs;

  PartitionMetrics(MetricNames names, long windowBytes) {
    this.names = names;
    this.windowBytes = windowBytes;
    recordsIn = names.registry().meter(names.name("records-in"));
    bytesIn = names.registry().meter(names.name("bytes-in"));
    recordsOut = names.registry().meter(names.name("records-out"));
    bytesOut = names.registry().meter(names.name("bytes-out"));
    commits = names.registry().meter(names.name("commits"));
    batchRecords = names.histogram("batch-records");
    run = names.timer("run");
    commitLatency = names.timer("commit-latency");
    ackLatency = names.timer("ack-latency");
    names.gauge("in-flight-bytes", () -> progress == null ? 0 : progress.inFlightBytes());
    names.gauge("waiting-bytes", () -> progress == null ? 0 : progress.waitingBytes());
    names.gauge("log-bytes", () -> progress == null ? 0 : progress.logBytes());
    names.gauge("replayed-records", () -> progress == null ? 0 : progress.replayed());
    names.gauge("epoch", () -> progress == null ? 0 : progress.epoch());
  }

  void worked(WorkResult result, long inputBytes, long runNs) {
    recordsIn.mark(result.consumed());
    bytesIn.mark(inputBytes);
    batchRecords.update(result.consumed());
    run.update(runNs, TimeUnit.NANOSECONDS);
    long records = 0;
    long bytes = 0;
    for (WorkResult.Draft draft : result.outputs()) {
      records += draft.count();
      bytes += draft.records().length();
    }
    recordsOut.mark(records);
    bytesOut.mark(bytes);
  }

  void progress(PartitionProgress next) {
    PartitionProgress before = progress;
    if (before != null && next.committedIndex() > before.committedIndex()) {
      commits.mark(next.committedIndex() - before.committedIndex());
    }
    progress = next;
  }

  long logBytes() {
    return progress == null ? 0 : progress.logBytes();
  }

  /** Times one commit after the other, from its first sending until all it was sent to hold it. */
  void appended(InstanceId peer, Append message, long nowNs) {
    if (message.epoch() != timedEpoch) {
      timedEpoch = message.epoch();
      awaited.clear();
    }
    long last = message.previousIndex() + message.commits().size();
    if (awaited.isEmpty() && !message.commits().isEmpty()) {
      timedIndex = last;
      timedSinceNs = nowNs;
    }
    if (message.previousIndex() < timedIndex && timedIndex <= last) {
      awaited.add(peer);
    }
  }

  void confirmed(InstanceId peer, Appended message, long nowNs) {
    if (message.epoch() == timedEpoch
        && message.index() >= timedIndex
        && awaited.remove(peer)
        && awaited.isEmpty()) {
      commitLatency.update(nowNs - timedSinceNs, TimeUnit.NANOSECONDS);
    }
  }

  ChannelMetrics channel(PartitionId target) {
    return channels.computeIfAbsent(
        target,
        t ->
            new ChannelMetrics(
                names.below("to." + t.stage() + "." + t.index()), windowBytes, ackLatency));
  }

  void remove() {
    names.removeAll();
  }
}
