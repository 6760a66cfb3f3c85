package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import java.util.List;

/**
 * The owner extends the log of a replica. Without commits it carries the commit index and the marks
 * alone.
 *
 * @param partition whose log this is about
 * @param epoch in which the owner speaks
 * @param previousEpoch epoch of the commit before the first one here, 0 at the start
 * @param previousIndex index of the commit before the first one here, 0 at the start
 * @param commits in index order, may be empty
 * @param committedIndex up to which the owner knows commits to be committed
 * @param marks targets whose acknowledged offset moved
 */
public record Append(
    PartitionId partition,
    long epoch,
    long previousEpoch,
    long previousIndex,
    List<Commit> commits,
    long committedIndex,
    List<ChannelMark> marks)
    implements PeerMessage {
  public Append {
    commits = List.copyOf(commits);
    marks = List.copyOf(marks);
  }
}
