package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.coordinator.state.RecoveryRecord;
import io.maillon.detector.evidence.Verdict;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.Position;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code maillon status --json} shows, as maps, lists, strings, numbers and booleans in a
 * fixed order; docs/operations/status.md describes each field.
 *
 * @param pipelines one object for each
 */
public record StatusDocument(List<Map<String, Object>> pipelines) {
  /**
   * @param pipeline name, empty = all
   * @param leads what the leader knows; empty on a follower
   */
  static StatusDocument of(ClusterState state, String pipeline, Map<String, PipelineLead> leads) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (PipelineRecord record : state.pipelines()) {
      String name = record.spec().name();
      if (pipeline.isEmpty() || pipeline.equals(name)) {
        all.add(pipeline(state, record, Optional.ofNullable(leads.get(name))));
      }
    }
    return new StatusDocument(all);
  }

  /** What a follower can tell: the agreed state, without liveness and progress. */
  public static StatusDocument agreed(ClusterState state, String pipeline) {
    return of(state, pipeline, Collections.emptyMap());
  }

  private static Map<String, Object> pipeline(
      ClusterState state, PipelineRecord record, Optional<PipelineLead> lead) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("pipeline", record.spec().name());
    o.put("state", record.state().name());
    o.put("message", record.message());
    o.put("version", state.version());
    o.put("instances", record.instances().stream().map(i -> instance(i, lead)).toList());
    o.put("partitions", record.partitions().stream().map(p -> partition(p, lead)).toList());
    o.put("recovered", record.recovered());
    o.put("recoveries", record.recoveries().stream().map(StatusDocument::recovery).toList());
    o.put("risks", risks(record));
    return o;
  }

  private static Map<String, Object> instance(InstanceRecord i, Optional<PipelineLead> lead) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("id", i.id().toString());
    o.put("name", i.id().name());
    o.put("incarnation", i.id().incarnation());
    o.put("pid", i.register().pid());
    o.put("host", i.register().host());
    o.put("address", i.register().address().toString());
    o.put("logHost", i.register().logHost());
    o.put("state", state(i, lead));
    o.put("reason", i.endReason());
    o.put("failedMs", i.failedMs());
    o.put("suspectedMs", i.suspectedMs());
    o.put("declaredMs", i.declaredMs());
    return o;
  }

  private static String state(InstanceRecord i, Optional<PipelineLead> lead) {
    if (!i.alive()) {
      return "DEAD";
    }
    if (lead.isEmpty()) {
      return "UNKNOWN";
    }
    if (lead.get().isSpared(i.id())) {
      return "SPARED";
    }
    boolean suspected =
        lead.get().verdict(i.id()).map(v -> v.status() != Verdict.Status.ALIVE).orElse(false);
    if (suspected) {
      return "SUSPECTED";
    }
    return lead.get().isAttached(i.id()) ? "ALIVE" : "DETACHED";
  }

  private static Map<String, Object> partition(PartitionRecord p, Optional<PipelineLead> lead) {
    Optional<PartitionProgress> progress = lead.flatMap(l -> l.progress(p.partition()));
    Action.Stable stable = p.stable();
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("stage", p.partition().stage());
    o.put("index", p.partition().index());
    o.put("epoch", p.active().epoch());
    o.put("owner", p.active().owner().map(InstanceId::toString).orElse(""));
    o.put("replicas", p.active().replicas().stream().map(InstanceId::toString).toList());
    o.put("state", state(p));
    o.put("claim", p.claim().map(c -> c.candidate() + " epoch " + c.epoch()).orElse(""));
    o.put("loss", p.loss().orElse(""));
    o.put("reportEpoch", progress.map(PartitionProgress::epoch).orElse(0L));
    o.put(
        "positions",
        positions(progress.map(PartitionProgress::positions).orElse(stable.positions())));
    o.put(
        "committedIndex",
        progress.map(PartitionProgress::committedIndex).orElse(stable.committedIndex()));
    o.put("outputOffset", progress.map(PartitionProgress::lastOffset).orElse(stable.lastOffset()));
    o.put(
        "acknowledgedOffset",
        progress.map(PartitionProgress::ackedOffset).orElse(stable.ackedOffset()));
    o.put("channels", channels(progress.map(PartitionProgress::channels).orElse(List.of())));
    o.put("inFlightBytes", progress.map(PartitionProgress::inFlightBytes).orElse(0L));
    o.put("waitingBytes", progress.map(PartitionProgress::waitingBytes).orElse(0L));
    o.put("logBytes", progress.map(PartitionProgress::logBytes).orElse(0L));
    o.put("replayed", progress.map(PartitionProgress::replayed).orElse(stable.replayed()));
    o.put("waitsFor", waitsFor(p, progress, lead));
    return o;
  }

  private static String waitsFor(
      PartitionRecord p, Optional<PartitionProgress> progress, Optional<PipelineLead> lead) {
    String planned = lead.map(l -> l.waits(p.partition())).orElse("");
    return planned.isEmpty() ? progress.map(PartitionProgress::waitsFor).orElse("") : planned;
  }

  private static String state(PartitionRecord p) {
    if (p.finished()) {
      return "FINISHED";
    }
    if (p.loss().isPresent()) {
      return "DATA_LOSS";
    }
    if (p.active().epoch() == 0) {
      return "STARTING";
    }
    return p.claim().isPresent() ? "RECOVERING" : "ACTIVE";
  }

  private static List<Map<String, Object>> positions(List<Position> positions) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Position position : positions) {
      Map<String, Object> o = new LinkedHashMap<>();
      o.put("upstream", position.upstream().toString());
      o.put("offset", position.offset());
      o.put("ended", position.ended());
      all.add(o);
    }
    return all;
  }

  private static List<Map<String, Object>> channels(List<ChannelMark> channels) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ChannelMark channel : channels) {
      Map<String, Object> o = new LinkedHashMap<>();
      o.put("target", channel.target().toString());
      o.put("offset", channel.lastOffset());
      o.put("acknowledgedOffset", channel.ackedOffset());
      all.add(o);
    }
    return all;
  }

  private static Map<String, Object> recovery(RecoveryRecord r) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("partition", r.partition().toString());
    o.put("cause", r.cause());
    o.put("fromEpoch", r.fromEpoch());
    o.put("toEpoch", r.toEpoch());
    o.put("owner", r.owner().toString());
    o.put("failedMs", r.failedMs());
    o.put("suspectedMs", r.suspectedMs());
    o.put("declaredMs", r.declaredMs());
    o.put("claimedMs", r.claimedMs());
    o.put("installedMs", r.installedMs());
    o.put("activatedMs", r.activatedMs());
    o.put("caughtUpMs", r.caughtUpMs());
    o.put("replayed", r.replayed());
    return o;
  }

  /** Which failures of instances would lose data now, smallest first. */
  private static List<String> risks(PipelineRecord record) {
    if (!record.isLive()) {
      return List.of();
    }
    Map<String, Integer> partitions = new LinkedHashMap<>();
    for (PartitionRecord p : record.partitions()) {
      StageSpec stage = record.spec().stage(p.partition().stage());
      boolean inMemory = stage.log() == LogKind.MEMORY;
      if (p.finished() || p.active().owner().isEmpty() || !inMemory || stage.replication() == 0) {
        continue;
      }
      List<String> living = new ArrayList<>();
      p.active().owner().filter(record::isAlive).ifPresent(i -> living.add(i.toString()));
      p.active().replicas().stream()
          .filter(record::isAlive)
          .map(InstanceId::toString)
          .sorted()
          .forEach(living::add);
      if (!living.isEmpty() && living.size() <= 2) {
        Collections.sort(living);
        partitions.merge(String.join(" and ", living), 1, Integer::sum);
      }
    }
    List<String> all = new ArrayList<>();
    partitions.forEach(
        (who, count) ->
            all.add(
                (who.contains(" and ") ? "together: " : "alone: ")
                    + who
                    + " ("
                    + count
                    + " partitions)"));
    Collections.sort(all);
    return all;
  }
}
