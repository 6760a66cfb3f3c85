package io.maillon.link.internal.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jmx.JmxReporter;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.recovery.instance.WorkResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one runtime measures, in a registry that may be somebody else's. Written by the link thread,
 * read by any. Learns from what passes through the shell, a few additions per message.
 */
public final class RuntimeMetrics {
  private static final String JMX_DOMAIN = "io.maillon";

  private final MetricNames names;
  private final Optional<JmxReporter> jmx;
  private final Counter lives;
  private final Counter heartbeats;
  private final Counter coordinatorLosses;
  private final Map<PartitionId, PartitionMetrics> partitions = new HashMap<>();
  private long windowBytes;
  private volatile int connections;

  public RuntimeMetrics(MetricRegistry registry, String pipeline, String instance, boolean shown) {
    names = new MetricNames(registry, "maillon." + pipeline + "." + instance);
    lives = registry.counter(names.name("lives"));
    heartbeats = registry.counter(names.name("heartbeats"));
    coordinatorLosses = registry.counter(names.name("coordinator-losses"));
    names.gauge("connections", () -> connections);
    String start = names.prefix() + ".";
    jmx =
        shown
            ? Optional.of(
                JmxReporter.forRegistry(registry)
                    .inDomain(JMX_DOMAIN)
                    .filter((name, metric) -> name.startsWith(start))
                    .build())
            : Optional.empty();
    jmx.ifPresent(JmxReporter::start);
  }

  /**
   * A life begins.
   *
   * @param window credit of an idle channel
   */
  public void began(long window) {
    lives.inc();
    windowBytes = window;
  }

  public void coordinatorLost() {
    coordinatorLosses.inc();
  }

  public void opened(PartitionId partition) {
    partitions.computeIfAbsent(
        partition,
        p ->
            new PartitionMetrics(
                names.below("partition." + p.stage() + "." + p.index()), windowBytes));
  }

  public void closed(PartitionId partition) {
    PartitionMetrics former = partitions.remove(partition);
    if (former != null) {
      former.remove();
    }
  }

  public void worked(WorkResult result, long inputBytes, long runNs) {
    PartitionMetrics partition = partitions.get(result.partition());
    if (partition != null) {
      partition.worked(result, inputBytes, runNs);
    }
  }

  /** Once per beat. */
  public void progress(Heartbeat beat, int connectionsInUse) {
    heartbeats.inc();
    connections = connectionsInUse;
    for (PartitionProgress progress : beat.partitions()) {
      PartitionMetrics partition = partitions.get(progress.partition());
      if (partition != null) {
        partition.progress(progress);
      }
    }
  }

  /** Memory that the logs of the partitions owned here take. */
  public long logBytes() {
    long bytes = 0;
    for (PartitionMetrics partition : partitions.values()) {
      bytes += partition.logBytes();
    }
    return bytes;
  }

  public void sent(InstanceId peer, PeerMessage message) {
    if (message instanceof Deliver deliver) {
      PartitionMetrics from = partitions.get(deliver.from());
      if (from != null) {
        from.channel(deliver.batch().target()).delivered(deliver, System.nanoTime());
      }
    } else if (message instanceof Append append) {
      PartitionMetrics owned = partitions.get(append.partition());
      if (owned != null) {
        owned.appended(peer, append, System.nanoTime());
      }
    }
  }

  public void received(InstanceId peer, PeerMessage message) {
    if (message instanceof Acknowledge acknowledge) {
      PartitionMetrics from = partitions.get(acknowledge.from());
      if (from != null) {
        from.channel(acknowledge.to()).acknowledged(acknowledge, System.nanoTime());
      }
    } else if (message instanceof Appended appended) {
      PartitionMetrics owned = partitions.get(appended.partition());
      if (owned != null) {
        owned.confirmed(peer, appended, System.nanoTime());
      }
    } else if (message instanceof ChannelOpened opened) {
      PartitionMetrics from = partitions.get(opened.from());
      if (from != null) {
        from.channel(opened.to()).opened(opened);
      }
    }
  }

  /** A life ended: what it owned is owned no more. */
  public void lifeEnded() {
    partitions.values().forEach(PartitionMetrics::remove);
    partitions.clear();
  }

  /** Leaves nothing in the registry. */
  public void close() {
    lifeEnded();
    jmx.ifPresent(JmxReporter::close);
    names.removeAll();
  }
}
