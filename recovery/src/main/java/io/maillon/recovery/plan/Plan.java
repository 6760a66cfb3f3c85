package io.maillon.recovery.plan;

import io.maillon.protocol.Claim;
import io.maillon.protocol.PartitionId;
import java.util.List;
import java.util.Map;

/**
 * What should be done now.
 *
 * @param moves claims to be granted
 * @param lost partitions of which nothing is left
 * @param waiting why nothing can be done for the others that need something, for people
 */
public record Plan(List<Move> moves, List<PartitionId> lost, Map<PartitionId, String> waiting) {
  public Plan {
    moves = List.copyOf(moves);
    lost = List.copyOf(lost);
  }

  /**
   * @param from what the plan was made from; the grant is refused when that has changed
   * @param fresh whether the candidate begins with an empty log
   * @param cause for people
   */
  public record Move(PartitionView from, Claim claim, boolean fresh, String cause) {}
}
