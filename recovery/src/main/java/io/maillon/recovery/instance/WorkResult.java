package io.maillon.recovery.instance;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.StateChange;
import java.util.List;

/**
 * What one run of a function came to.
 *
 * @param partition whose function ran
 * @param epoch in which it was asked to
 * @param consumed records consumed, counted over the work's inputs in order without the skipped
 *     ones; fewer than were given when the outputs grew large: the rest is given again
 * @param outputs in the order in which they were emitted, for each target
 * @param changes of the state, each key once
 * @param nextTimerMs wall-clock time of the earliest timer, {@link Long#MAX_VALUE} = none
 * @param ended for a source: nothing more will come; for others: the work's end of input was
 *     processed
 */
public record WorkResult(
    PartitionId partition,
    long epoch,
    int consumed,
    List<Draft> outputs,
    List<StateChange> changes,
    long nextTimerMs,
    boolean ended) {
  public WorkResult {
    outputs = List.copyOf(outputs);
    changes = List.copyOf(changes);
  }

  /**
   * Outputs for one target, not yet numbered. At most some 64 KiB unless a single record is larger.
   *
   * @param target partition that consumes them
   * @param count records, at least 1
   * @param records in {@link io.maillon.protocol.log.RecordFormat}
   */
  public record Draft(PartitionId target, int count, Bytes records) {}
}
