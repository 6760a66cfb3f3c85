package io.maillon.chaos.fault;

import java.util.Locale;

/** Whom a fault is aimed at; who that is, is found out when the fault is due. */
public enum Target {
  /** Any instance. */
  INSTANCE(1),
  /** The owner of some partition. */
  OWNER(1),
  /** A replica of some partition, or its owner if it has none. */
  REPLICA(1),
  /** Any coordinator. */
  COORDINATOR(1),
  /** The coordinator that leads. */
  LEADER(1),
  /** The instance that takes over a partition at this moment. */
  CANDIDATE(1),
  /** The coordinator that leads, at a moment when a partition is taken over. */
  LEADER_IN_RECOVERY(1),
  /** Any coordinator or instance. */
  ANY(1),
  /** All coordinators, then all instances, one after the other. */
  EACH(1),
  /** Two instances. */
  INSTANCES(2),
  /** The owner of some partition, then one of its replicas. */
  OWNER_AND_REPLICA(2),
  /** An instance, then a coordinator. */
  INSTANCE_AND_COORDINATOR(2),
  /** An instance, then the coordinator that leads. */
  INSTANCE_AND_LEADER(2),
  /** Two coordinators. */
  COORDINATORS(2),
  /** The coordinator that leads, then another one. */
  LEADER_AND_COORDINATOR(2),
  /** Any two. */
  ANY_TWO(2);

  private final int parties;

  Target(int parties) {
    this.parties = parties;
  }

  /** How many nodes it names. */
  public int parties() {
    return parties;
  }

  /** Whether it is there for a moment only: who comes too late waits for the next one. */
  boolean isFleeting() {
    return this == CANDIDATE || this == LEADER_IN_RECOVERY;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
