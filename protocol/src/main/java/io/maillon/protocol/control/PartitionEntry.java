package io.maillon.protocol.control;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.PartitionId;
import java.util.Optional;

/**
 * What the coordinator has committed about one partition.
 *
 * @param partition that it is about
 * @param active configuration in force
 * @param claim granted and not yet activated
 * @param finished whether it ended its stream and needs nobody any more
 */
public record PartitionEntry(
    PartitionId partition, Configuration active, Optional<Claim> claim, boolean finished) {}
