package io.maillon.chaos.simulation;

import io.maillon.coordinator.leader.LeaderSettings;
import io.maillon.detector.MonitorSettings;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.plan.RestartPolicy;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one seed draws for its world: swarm testing (Groce and others, 2012) finds more by leaving
 * things out at random than by mixing everything always.
 *
 * @param spec the pipeline
 * @param settings of its leaders
 * @param hired instances that nobody launches but an operator
 * @param sparing whether faults leave of every configuration at least one member that holds the log
 * @param faults that may happen
 * @param restMaxNs longest time between two faults
 * @param delayMaxNs longest delay of a message between two that are well
 * @param records of each source partition
 * @param keys of records, in all
 * @param paddingMax bytes added to a record
 * @param workMaxNs longest run of a function
 * @param synced whether a write to a log file waits for the disk
 * @param drifts whether clocks run fast or slow
 * @param tardyMaxNs by how much timers are late, at most
 * @param bulky whether functions have much state
 * @param logHosts hired instances that hold replicas only, beside the others
 * @param hasty whether streams end while there are still faults
 */
record Swarm(
    PipelineSpec spec,
    LeaderSettings settings,
    int hired,
    boolean sparing,
    Set<Fault> faults,
    long restMaxNs,
    long delayMaxNs,
    int records,
    int keys,
    int paddingMax,
    long workMaxNs,
    boolean synced,
    boolean drifts,
    long tardyMaxNs,
    boolean bulky,
    int logHosts,
    boolean hasty) {

  /** Faults come until then. */
  static final long FAULTS_END_NS = 15 * Chance.SECOND;

  /** After the last fault, the pipeline has to be done within this time. */
  static final long DONE_WITHIN_NS = 30 * Chance.SECOND;

  /** Of each source partition of a given pipeline; the same in all worlds, as is their result. */
  private static final int GIVEN_RECORDS = 120;

  private static final int INSTANCES_MAX = 5;

  static Swarm draw(Chance chance) {
    return draw(PipelineDraw.draw(chance), false, chance);
  }

  /** A world for a given pipeline. Its data is not lost, or there were nothing to compare. */
  static Swarm of(PipelineSpec spec, Chance chance) {
    return draw(spec, true, chance);
  }

  private static Swarm draw(PipelineSpec spec, boolean given, Chance chance) {
    boolean launches = chance.percent(70);
    int wanted = wanted(spec);
    int least = Math.max(0, 1 + replication(spec) + 1 - (launches ? wanted : 0));
    int most = Math.max(least, INSTANCES_MAX - (launches ? wanted : 0));
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      // A full disk is the end of the pipeline, so there is little to be seen after it.
      if (chance.percent(fault == Fault.DISK_FULL ? 8 : 60)) {
        faults.add(fault);
      }
    }
    return new Swarm(
        spec,
        settings(launches, chance),
        chance.between(least, most),
        chance.percent(85) || given,
        faults,
        chance.between(150, 1_500) * Chance.MS,
        chance.between(300, 5_000) * 1_000L,
        given ? GIVEN_RECORDS : chance.between(100, 350),
        chance.between(3, 20),
        chance.between(0, 400),
        chance.between(1, 30) * Chance.MS,
        chance.percent(60),
        chance.percent(50),
        chance.between(3, 20) * Chance.MS,
        chance.percent(20),
        chance.percent(35) ? chance.between(1, 2) : 0,
        chance.percent(30) || given);
  }

  int replicationMax() {
    return replication(spec);
  }

  boolean onFiles() {
    return spec.stages().stream().anyMatch(s -> s.log() == LogKind.FILE);
  }

  /** Whether every effect must be there once only; else at least once. */
  boolean exactlyOnce() {
    return spec.stages().stream().noneMatch(StageSpec::isVolatile);
  }

  private static int replication(PipelineSpec spec) {
    return spec.stages().stream().mapToInt(StageSpec::replication).max().orElse(0);
  }

  private static int wanted(PipelineSpec spec) {
    int instances = spec.stages().stream().mapToInt(StageSpec::instances).max().orElse(1);
    return Math.max(instances, replication(spec) + 1);
  }

  private static LeaderSettings settings(boolean launches, Chance chance) {
    return new LeaderSettings(
        launches,
        50,
        MonitorSettings.DEFAULTS,
        RestartPolicy.Settings.DEFAULTS,
        chance.between(500, 3_000) * Chance.MS,
        chance.between(1_000, 3_000) * Chance.MS,
        chance.between(1_000, 4_000) * Chance.MS,
        60 * Chance.SECOND,
        60 * Chance.SECOND);
  }

  @Override
  public String toString() {
    return "pipeline "
        + spec
        + "\nlaunches "
        + settings.launches()
        + " hired "
        + hired
        + " sparing "
        + sparing
        + " faults "
        + faults
        + " records "
        + records
        + " delay max "
        + delayMaxNs / 1_000
        + " us, rest max "
        + restMaxNs / Chance.MS
        + " ms, synced "
        + synced
        + " drifts "
        + drifts
        + " bulky "
        + bulky
        + " log hosts "
        + logHosts;
  }
}
