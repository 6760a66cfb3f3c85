package io.maillon.protocol.control;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.PartitionId;

/**
 * The leader tells a candidate of its claim, and repeats it to one that attaches again. The
 * candidate fences, installs, then asks to {@link Activate}; if it is the active owner it changes
 * its replicas jointly.
 *
 * @param partition whose log this is about
 * @param claim granted to the receiver
 * @param active in force when the claim was granted, whose members hold everything committed
 * @param fresh whether to begin with an empty log: nobody ever owned it, or an operator accepted
 *     its loss
 */
public record Assign(PartitionId partition, Claim claim, Configuration active, boolean fresh)
    implements ControlMessage {}
