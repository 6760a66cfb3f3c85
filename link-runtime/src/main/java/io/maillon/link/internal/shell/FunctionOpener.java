package io.maillon.link.internal.shell;

import io.maillon.link.internal.function.PartitionFunction;
import io.maillon.link.internal.function.WorkFailedException;
import io.maillon.protocol.PartitionId;
import io.maillon.recovery.instance.Restored;

/** Makes the function of a partition; called on a function thread. */
@FunctionalInterface
public interface FunctionOpener {
  PartitionFunction open(PartitionId partition, Restored restored) throws WorkFailedException;
}
