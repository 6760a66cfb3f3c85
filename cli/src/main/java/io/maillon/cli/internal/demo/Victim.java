package io.maillon.cli.internal.demo;

/** What a kill of the demo is aimed at. */
enum Victim {
  /** An instance that owns partitions of the stateful stage. */
  OWNER,
  /** An instance that holds a replica of such a partition. */
  REPLICA,
  /** The coordinator that leads. */
  LEADER
}
