package io.maillon.link.internal.shell;

import io.maillon.protocol.PartitionId;
import io.maillon.recovery.instance.WorkResult;

/** What functions came to; called on the link thread. */
interface FunctionEvents {
  void worked(WorkResult result, WorkCost cost);

  void concluded(PartitionId partition, long epoch);

  void failed(PartitionId partition, long epoch, String message);

  /** The runtime itself is broken, not the user's code. */
  void fault(Throwable cause);
}
