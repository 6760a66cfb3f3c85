package io.maillon.protocol.control;

/** Life of a pipeline. Owners take new input only while it is running. */
public enum PipelineState {
  RUNNING,
  /** Stopped by an operator: everything that was committed stays. */
  STOPPED,
  /** More failed than the replication covers; waits for an operator to resume it. */
  DATA_LOSS,
  /** A function threw; nothing of the record's batch was committed. */
  FAILED,
  /** Every partition ended its stream and all outputs are acknowledged. */
  DONE
}
