package io.maillon.recovery.partition;

import static io.maillon.recovery.testing.Samples.commit;
import static io.maillon.recovery.testing.Samples.set;

import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.log.StateChange;
import io.maillon.recovery.log.PartitionLog;
import java.util.ArrayList;
import java.util.List;

/** Images to install and to fetch. */
final class Images {
  private Images() {}

  /** So many commits of one epoch, and state that fills at least so many chunks. */
  static List<ImageChunk> large(long epoch, int commits, int chunks) {
    return logWith(epoch, commits, chunks).chunks();
  }

  static PartitionLog logWith(long epoch, int commits, int chunks) {
    PartitionLog log = PartitionLog.startingAfter(0);
    for (int i = 1; i < commits; i++) {
      log.append(commit(epoch, i));
    }
    List<StateChange> changes = new ArrayList<>();
    for (int i = 0; i < chunks; i++) {
      changes.add(set("large" + i, "x".repeat(200 << 10)));
    }
    log.append(new Commit(epoch, commits, List.of(), List.of(), changes, false));
    return log;
  }
}
