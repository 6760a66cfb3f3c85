package io.maillon.protocol.pipeline;

import java.util.Locale;

/** How the outputs of a stage find their target partition. */
public enum Edge {
  /** Partition i to partition i; both stages have equally many. */
  FORWARD,
  /** By the hash of the record's key: equal keys meet in one partition, in order. */
  KEYED,
  /** To whoever has most credit. */
  BALANCED,
  /** To every partition. */
  BROADCAST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
