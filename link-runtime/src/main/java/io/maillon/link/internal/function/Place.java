package io.maillon.link.internal.function;

import io.maillon.link.Options;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.function.LongSupplier;

/**
 * Where user code runs.
 *
 * @param spec of the pipeline
 * @param partition worked for
 * @param clockMs wall clock, milliseconds
 */
record Place(PipelineSpec spec, PartitionId partition, LongSupplier clockMs) {
  StageSpec stage() {
    return spec.stage(partition.stage());
  }

  Options options() {
    return new Options(partition.stage(), stage().options());
  }
}
