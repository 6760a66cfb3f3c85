package io.maillon.link.internal.function;

import com.codahale.metrics.MetricRegistry;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.instance.Restored;

/** Makes the user code of a partition ready to run. */
public final class FunctionHost {
  private FunctionHost() {}

  /**
   * Loads and opens the implementation of the partition's stage.
   *
   * @param loader finds classes by name
   * @throws WorkFailedException when there is no such implementation or it can't be opened
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static PartitionFunction open(
      PipelineSpec spec,
      PartitionId partition,
      Restored restored,
      ClassLoader loader,
      MetricRegistry metrics)
      throws WorkFailedException {
    throw new UnsupportedOperationException(spec.name() + " " + partition);
  }
}
