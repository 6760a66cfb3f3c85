package io.maillon.recovery.plan;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.PartitionId;
import java.util.Optional;

/**
 * A partition, as the planner sees it.
 *
 * @param newestEpoch highest epoch ever granted
 * @param claim granted and not activated
 * @param claimStuck whether it made no progress for too long
 * @param lossAccepted whether an operator accepted that its log is gone
 */
public record PartitionView(
    PartitionId id,
    Configuration active,
    long newestEpoch,
    Optional<Claim> claim,
    boolean claimStuck,
    boolean lossAccepted) {}
