package io.maillon.recovery.instance;

import io.maillon.protocol.PartitionId;
import java.util.List;

/**
 * One run of a partition's function; its result becomes one commit. For a source it means: poll.
 *
 * @param inputs in the order in which they are to be processed, may be empty
 * @param endOfInput after these inputs nothing more will ever come: the function says its last word
 * @param timersDue whether timers whose time has come are to be fired
 * @param balancedTargets for each balanced link of the stage the partition that has most credit now
 */
public record Work(
    List<Input> inputs, boolean endOfInput, boolean timersDue, List<PartitionId> balancedTargets) {
  public Work {
    inputs = List.copyOf(inputs);
    balancedTargets = List.copyOf(balancedTargets);
  }
}
