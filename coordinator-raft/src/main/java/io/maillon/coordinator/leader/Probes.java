package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.InstanceId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Dials the living that are not connected, to learn whether their hosts refuse: at once when a
 * connection closes, then now and then, since a socket may outlive its process for a moment. After
 * an election everybody gets some time to find the new leader first. Owned by {@link PipelineLead}.
 */
final class Probes {
  private static final long INTERVAL_NS = 200_000_000L;

  private final PipelineRecord record;
  private final LeaderPort port;
  private final Times times;
  private final Map<InstanceId, Long> dueNs = new TreeMap<>();

  Probes(PipelineRecord record, LeaderPort port, Times times) {
    this.record = record;
    this.port = port;
    this.times = times;
  }

  void atOnce(InstanceId id) {
    dueNs.put(id, times.nowNs());
  }

  /** Whether or not it is alive. */
  void once(InstanceId id) {
    record
        .instance(id)
        .ifPresent(i -> port.probe(record.spec().name(), id, i.register().address()));
  }

  void probe(Attachments attachments) {
    dueNs.keySet().removeIf(id -> !record.isAlive(id) || attachments.isAttached(id));
    if (!record.isLive()) {
      return;
    }
    for (InstanceRecord i : record.instances()) {
      if (i.alive() && !attachments.isAttached(i.id())) {
        long due = dueNs.computeIfAbsent(i.id(), x -> times.nowNs() + INTERVAL_NS);
        if (times.nowNs() - due >= 0) {
          dueNs.put(i.id(), times.nowNs() + INTERVAL_NS);
          once(i.id());
        }
      }
    }
  }
}
