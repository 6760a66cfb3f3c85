package io.maillon.chaos.suite;

import static io.maillon.chaos.cluster.FaultKind.BANDWIDTH;
import static io.maillon.chaos.cluster.FaultKind.CLOCK_STEP;
import static io.maillon.chaos.cluster.FaultKind.CUT;
import static io.maillon.chaos.cluster.FaultKind.CUT_ONE_WAY;
import static io.maillon.chaos.cluster.FaultKind.DELAY;
import static io.maillon.chaos.cluster.FaultKind.DISK_ERROR;
import static io.maillon.chaos.cluster.FaultKind.DISK_FULL;
import static io.maillon.chaos.cluster.FaultKind.DISK_SLOW;
import static io.maillon.chaos.cluster.FaultKind.DISK_STALL;
import static io.maillon.chaos.cluster.FaultKind.DOUBLE_KILL;
import static io.maillon.chaos.cluster.FaultKind.FREEZE;
import static io.maillon.chaos.cluster.FaultKind.ISOLATE;
import static io.maillon.chaos.cluster.FaultKind.JITTER;
import static io.maillon.chaos.cluster.FaultKind.KILL;
import static io.maillon.chaos.cluster.FaultKind.KILL_IN_RECOVERY;
import static io.maillon.chaos.cluster.FaultKind.LOSS;
import static io.maillon.chaos.cluster.FaultKind.MEMORY_LIMIT;
import static io.maillon.chaos.cluster.FaultKind.OUT_OF_MEMORY;
import static io.maillon.chaos.cluster.FaultKind.POWER_LOSS;
import static io.maillon.chaos.cluster.FaultKind.QUORUM_LOSS;
import static io.maillon.chaos.cluster.FaultKind.RESET;
import static io.maillon.chaos.cluster.FaultKind.ROLLING_RESTART;
import static io.maillon.chaos.cluster.FaultKind.SLOW_CPU;
import static io.maillon.chaos.cluster.FaultKind.SUSPECT;
import static io.maillon.chaos.cluster.FaultKind.WIPE;

import io.maillon.chaos.fault.Nemesis;
import io.maillon.chaos.fault.Target;
import io.maillon.chaos.workload.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The suites that there are. Kinds of faults that a back-end cannot do are left out there. */
public final class Suites {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final List<Nemesis> KILLS =
      List.of(
          Nemesis.of(KILL, Target.OWNER, 6_000),
          Nemesis.of(KILL, Target.REPLICA, 8_000),
          Nemesis.of(KILL, Target.INSTANCE, 8_000),
          Nemesis.of(KILL, Target.COORDINATOR, 10_000),
          Nemesis.of(KILL, Target.LEADER, 20_000));

  private static final List<Nemesis> KILLS_TOGETHER =
      List.of(
          Nemesis.of(DOUBLE_KILL, Target.OWNER_AND_REPLICA, 15_000),
          Nemesis.of(DOUBLE_KILL, Target.INSTANCE_AND_LEADER, 20_000),
          Nemesis.of(KILL_IN_RECOVERY, Target.CANDIDATE, 10_000),
          Nemesis.of(KILL_IN_RECOVERY, Target.LEADER_IN_RECOVERY, 20_000));

  private static final List<Nemesis> ZOMBIES =
      List.of(
          Nemesis.of(FREEZE, Target.OWNER, 8_000, 400, 6_000),
          Nemesis.of(FREEZE, Target.INSTANCE, 8_000, 50, 3_000),
          Nemesis.of(FREEZE, Target.LEADER, 15_000, 500, 6_000));

  private static final List<Nemesis> CUTS =
      List.of(
          Nemesis.of(CUT, Target.INSTANCES, 10_000, 300, 5_000),
          Nemesis.of(CUT_ONE_WAY, Target.INSTANCES, 10_000, 300, 5_000),
          Nemesis.of(CUT, Target.INSTANCE_AND_COORDINATOR, 12_000, 300, 5_000),
          Nemesis.of(CUT_ONE_WAY, Target.INSTANCE_AND_LEADER, 12_000, 300, 5_000),
          Nemesis.of(CUT, Target.COORDINATORS, 15_000, 500, 6_000),
          Nemesis.of(CUT_ONE_WAY, Target.COORDINATORS, 15_000, 500, 6_000),
          Nemesis.of(ISOLATE, Target.INSTANCE, 15_000, 300, 5_000),
          Nemesis.of(RESET, Target.ANY_TWO, 4_000));

  private static final List<Nemesis> GREY =
      List.of(
          Nemesis.of(SLOW_CPU, Target.ANY, 8_000, 1_000, 8_000).amount(10, 60),
          Nemesis.of(DELAY, Target.ANY_TWO, 6_000, 1_000, 8_000).amount(5, 400),
          Nemesis.of(JITTER, Target.ANY_TWO, 6_000, 1_000, 8_000).amount(5, 300),
          Nemesis.of(BANDWIDTH, Target.INSTANCES, 10_000, 1_000, 8_000).amount(16, 512),
          Nemesis.of(LOSS, Target.ANY_TWO, 10_000, 1_000, 6_000).amount(1, 30),
          Nemesis.of(FREEZE, Target.ANY, 8_000, 50, 400),
          Nemesis.of(DISK_SLOW, Target.ANY, 20_000, 1_000, 8_000).amount(64, 2_048),
          Nemesis.of(DISK_STALL, Target.ANY, 20_000, 300, 4_000),
          Nemesis.of(DISK_FULL, Target.COORDINATOR, 30_000, 1_000, 6_000),
          Nemesis.of(DISK_ERROR, Target.COORDINATOR, 60_000, 500, 2_000),
          Nemesis.of(CLOCK_STEP, Target.ANY, 10_000, 500, 8_000).amount(-3_600_000, 3_600_000),
          Nemesis.of(MEMORY_LIMIT, Target.INSTANCE, 30_000, 1_000, 5_000).amount(48, 96),
          Nemesis.of(OUT_OF_MEMORY, Target.ANY, 12_000));

  private static final List<Nemesis> COORDINATION =
      List.of(
          Nemesis.of(KILL, Target.LEADER, 8_000),
          Nemesis.of(KILL, Target.COORDINATOR, 10_000),
          Nemesis.of(FREEZE, Target.LEADER, 12_000, 500, 6_000),
          Nemesis.of(CUT, Target.COORDINATORS, 8_000, 500, 8_000),
          Nemesis.of(CUT_ONE_WAY, Target.COORDINATORS, 8_000, 500, 8_000),
          Nemesis.of(DELAY, Target.COORDINATORS, 8_000, 1_000, 6_000).amount(5, 200),
          Nemesis.of(POWER_LOSS, Target.COORDINATOR, 20_000),
          Nemesis.of(WIPE, Target.COORDINATOR, 40_000),
          Nemesis.of(DISK_STALL, Target.COORDINATOR, 20_000, 300, 4_000),
          Nemesis.of(QUORUM_LOSS, Target.LEADER_AND_COORDINATOR, 20_000, 2_000, 6_000),
          Nemesis.of(ROLLING_RESTART, Target.EACH, 40_000, 1, 1),
          Nemesis.of(KILL, Target.OWNER, 15_000));

  private static final List<Nemesis> SUSPICIONS =
      List.of(Nemesis.of(SUSPECT, Target.INSTANCE, 1_000));

  /** Longer than a minute: who asks for something then repeats it for as long. */
  private static final Nemesis LONG_QUORUM_LOSS =
      Nemesis.once(QUORUM_LOSS, Target.LEADER_AND_COORDINATOR, 65_000, 72_000);

  private static final List<Suite> ALL =
      List.of(
          new Suite(
              "smoke",
              "a little of everything, quick",
              MINUTE,
              List.of(
                  Nemesis.of(KILL, Target.OWNER, 8_000),
                  Nemesis.of(KILL, Target.COORDINATOR, 15_000),
                  Nemesis.of(FREEZE, Target.INSTANCE, 10_000, 300, 4_000),
                  Nemesis.of(CUT, Target.INSTANCES, 12_000, 300, 4_000),
                  Nemesis.of(CUT_ONE_WAY, Target.INSTANCE_AND_COORDINATOR, 12_000, 300, 4_000),
                  Nemesis.of(RESET, Target.ANY_TWO, 8_000),
                  Nemesis.of(DELAY, Target.INSTANCES, 12_000, 1_000, 4_000).amount(5, 100))),
          new Suite(
              "kill-storm",
              "kill -9 every 2 s, zombies and cuts in between",
              MINUTE.multipliedBy(10),
              Stream.of(
                      KILLS.stream(),
                      KILLS_TOGETHER.stream(),
                      Stream.of(
                          Nemesis.of(FREEZE, Target.ANY, 8_500, 500, 5_000),
                          Nemesis.of(CUT, Target.ANY_TWO, 16_000, 300, 4_000),
                          Nemesis.of(CUT_ONE_WAY, Target.ANY_TWO, 16_000, 300, 4_000)))
                  .flatMap(s -> s)
                  .toList()),
          new Suite(
              "zombies", "processes that freeze and come back", MINUTE.multipliedBy(2), ZOMBIES),
          new Suite(
              "cuts", "partitions of the network, whole and one-way", MINUTE.multipliedBy(2), CUTS),
          new Suite("grey", "slow, stuck and starved, not dead", MINUTE.multipliedBy(2), GREY)
              .traffic(Traffic.poisson()),
          new Suite(
              "coordinator",
              "the control plane under fire",
              MINUTE.multipliedBy(3),
              Stream.concat(COORDINATION.stream(), Stream.of(LONG_QUORUM_LOSS)).toList(),
              true,
              true,
              Traffic.STEADY),
          new Suite(
              "suspicions",
              "healthy instances are taken for dead, one a second",
              MINUTE.multipliedBy(2),
              SUSPICIONS),
          new Suite(
              "detection",
              "one failure at a time, to see how soon each is noticed",
              MINUTE.multipliedBy(5),
              List.of(
                  Nemesis.of(KILL, Target.INSTANCE, 6_000),
                  Nemesis.of(FREEZE, Target.INSTANCE, 10_000, 2_000, 4_000),
                  Nemesis.of(ISOLATE, Target.INSTANCE, 10_000, 2_000, 4_000))),
          new Suite(
              "everything",
              "all of them together",
              MINUTE.multipliedBy(5),
              together(
                  List.of(KILLS, KILLS_TOGETHER, ZOMBIES, CUTS, GREY, COORDINATION, SUSPICIONS)),
              false,
              true,
              Traffic.bursts().skewed(1)),
          new Suite(
              "quiet",
              "no fault at all: what is seen then is the product's own",
              MINUTE,
              List.of()));

  private Suites() {}

  /** Each as rare as keeps the whole bearable. */
  private static List<Nemesis> together(List<List<Nemesis>> groups) {
    List<Nemesis> all = new ArrayList<>();
    for (List<Nemesis> group : groups) {
      for (Nemesis n : group) {
        all.add(
            new Nemesis(
                n.kind(),
                n.target(),
                n.everyMs() * 3,
                n.holdMinMs(),
                n.holdMaxMs(),
                n.amountMin(),
                n.amountMax()));
      }
    }
    return all;
  }

  /** For people who look for one. */
  public static List<Suite> all() {
    return ALL;
  }

  /**
   * The suite of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Suite named(String name) {
    return ALL.stream()
        .filter(suite -> suite.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "suite '"
                        + name
                        + "': expected one of "
                        + ALL.stream().map(Suite::name).collect(Collectors.joining(", "))));
  }
}
