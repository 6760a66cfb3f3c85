package io.maillon.protocol.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One stage.
 *
 * @param name unique in the pipeline
 * @param kind what runs in it
 * @param implementation class name of a function, or for sources and sinks a class name or {@code
 *     SCHEME:REST} such as {@code file:flights.csv.gz}
 * @param partitions unit of order, state, log and recovery; fixed for the life of the pipeline
 * @param instances how many instances should share the partitions
 * @param replication how many replicas hold each commit; 0 = none
 * @param log where owners and replicas keep it
 * @param options passed to the implementation, in key order
 */
public record StageSpec(
    String name,
    Kind kind,
    String implementation,
    int partitions,
    int instances,
    int replication,
    LogKind log,
    Map<String, String> options) {
  public StageSpec {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** Whether the log of a partition dies with its owner's process: it begins anew. */
  public boolean isVolatile() {
    return replication == 0 && log == LogKind.MEMORY;
  }

  /** What runs in a stage. */
  public enum Kind {
    SOURCE,
    FUNCTION,
    SINK
  }
}
