package io.maillon.cli.internal.cluster;

import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.ValueAccess;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.Optional;

/**
 * What an operator asks of a cluster. Every call waits for its answer, some seconds at the longest,
 * and refuses with {@link io.maillon.cli.internal.command.CommandFailure}: exit status 4 when no
 * coordinator answers, 2 when the request is refused. Thread-safe.
 */
public interface Cluster extends AutoCloseable {
  /** Runs a pipeline; gives the answer for people. */
  String apply(PipelineSpec spec);

  /**
   * The newest status that a coordinator tells.
   *
   * @param pipeline its name, empty = all
   */
  StatusDocument status(String pipeline);

  String stop(String pipeline);

  String resume(String pipeline);

  String evict(String pipeline, InstanceId instance, boolean force);

  /** Reads or changes an agreed value; what it is then, empty = there is none. */
  Optional<String> value(String name, ValueAccess access);

  @Override
  void close();
}
