package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.plan.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Starts the instances that a pipeline lacks. Each has a name that outlives it: {@code PIPELINE-0
 * …}.
 */
final class Launches {
  private static final class Slot {
    final RestartPolicy policy;
    boolean starting;
    boolean processThere;
    boolean processGone;
    long startedAtNs;
    long deadAtNs;
    String lastEnd = "";

    Slot(RestartPolicy policy) {
      this.policy = policy;
    }
  }

  private final PipelineRecord record;
  private final LeaderSettings settings;
  private final LeaderPort port;
  private final Times times;
  private final Map<String, Slot> slots = new TreeMap<>();
  private final long ledSinceNs;

  Launches(PipelineRecord record, LeaderSettings settings, LeaderPort port, Times times) {
    this.record = record;
    this.settings = settings;
    this.port = port;
    this.times = times;
    ledSinceNs = times.nowNs();
    wantedNames().forEach(n -> slots.put(n, new Slot(new RestartPolicy(settings.restarts()))));
    boolean began = !record.instances().isEmpty();
    slots.values().forEach(s -> s.deadAtNs = began ? ledSinceNs : Long.MIN_VALUE);
  }

  /** How many instances the pipeline should have, launched here or by hand. */
  int wanted() {
    return wantedNames().size();
  }

  void onJoined(String name) {
    Slot slot = slots.get(name);
    if (slot != null) {
      slot.starting = false;
      slot.processGone = false;
      slot.policy.onJoined();
    }
  }

  /**
   * Its life was declared dead.
   *
   * @param gone whether the process certainly is too; else it may still be there, frozen
   */
  void onDead(String name, boolean gone) {
    Slot slot = slots.get(name);
    if (slot != null) {
      slot.deadAtNs = times.nowNs();
      slot.processGone |= gone;
    }
  }

  /** Of a life that was known to be over the process is gone too. */
  void onGone(InstanceId id) {
    Slot slot = slots.get(id.name());
    boolean newest =
        record.instances().stream()
            .map(InstanceRecord::id)
            .noneMatch(i -> i.name().equals(id.name()) && i.compareTo(id) > 0);
    if (slot != null && newest) {
      slot.processGone = true;
    }
  }

  void onExited(String name, long pid, int exitCode) {
    Slot slot = slots.get(name);
    if (slot != null) {
      slot.processThere = false;
      slot.processGone = record.living(name).map(i -> i.register().pid() == pid).orElse(true);
      slot.lastEnd = "process " + pid + " ended with status " + exitCode;
      if (slot.starting) {
        slot.starting = false;
        slot.policy.onFailed();
      }
    }
  }

  void onFailed(String name, String message) {
    Slot slot = slots.get(name);
    if (slot != null) {
      slot.starting = false;
      slot.processThere = false;
      slot.processGone = true;
      slot.lastEnd = message;
      slot.policy.onFailed();
    }
  }

  /** Starts what is wanting and may be started; returns why no more is tried, if so. */
  Optional<String> start() {
    if (!settings.launches() || !record.isLive()) {
      return Optional.empty();
    }
    for (Map.Entry<String, Slot> entry : slots.entrySet()) {
      Slot slot = entry.getValue();
      endIfHung(entry.getKey(), slot);
      if (!slot.starting && record.living(entry.getKey()).isEmpty() && isFree(entry.getKey())) {
        OptionalLong at = slot.policy.nextStartNs(times.nowNs());
        if (at.isEmpty()) {
          return Optional.of("instance " + entry.getKey() + " ended too often: " + slot.lastEnd);
        }
        if (times.nowNs() >= at.getAsLong()) {
          launch(entry.getKey(), slot);
        }
      }
    }
    return Optional.empty();
  }

  /** Its end is told like any other, and counts as a failed start. */
  private void endIfHung(String name, Slot slot) {
    if (slot.starting && times.nowNs() - slot.startedAtNs > settings.launchTimeoutNs()) {
      slot.startedAtNs = times.nowNs();
      port.terminate(record.spec().name(), name);
    }
  }

  private void launch(String name, Slot slot) {
    slot.starting = true;
    slot.startedAtNs = times.nowNs();
    slot.processThere = true;
    slot.processGone = false;
    slot.policy.onStarted(times.nowNs());
    port.launch(record.spec().name(), name);
  }

  /**
   * Whether the former process is gone. One that is frozen gets time to rejoin, then it is ended.
   * Of processes that a former leader launched nothing is known but the time, unless their hosts
   * refuse connections.
   */
  private boolean isFree(String name) {
    Slot slot = slots.get(name);
    if (slot.deadAtNs == Long.MIN_VALUE) {
      return true;
    }
    long dead = times.nowNs() - slot.deadAtNs;
    if (slot.processThere) {
      if (dead > settings.frozenGraceNs()) {
        port.terminate(record.spec().name(), name);
        slot.deadAtNs = times.nowNs();
      }
      return false;
    }
    return slot.processGone || dead > settings.startGraceNs();
  }

  private List<String> wantedNames() {
    int most = 0;
    int replication = 0;
    for (StageSpec stage : record.spec().stages()) {
      most = Math.max(most, stage.instances());
      replication = Math.max(replication, stage.replication());
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Math.max(most, replication + 1); i++) {
      names.add(record.spec().name() + "-" + i);
    }
    return names;
  }
}
