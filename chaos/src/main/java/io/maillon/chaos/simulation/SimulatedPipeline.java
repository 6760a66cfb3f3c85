package io.maillon.chaos.simulation;

import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.Optional;

/**
 * What a world runs: a pipeline, its code, and how its result is known to be right. Each world has
 * its own.
 */
public interface SimulatedPipeline {
  PipelineSpec spec();

  /**
   * Code for a partition; a process that takes it up anew gets it anew.
   *
   * @throws StageCodeException when it can't be made ready
   */
  StageCode open(Office office) throws StageCodeException;

  /** The pipeline is done: what is wrong with what it left behind, empty = nothing. */
  Optional<String> check();

  /** Bytes of records that may go from one partition to another in one piece, at most. */
  long batchBytesMax();

  /** Bytes of one commit, at most. */
  long commitBytesMax();
}
