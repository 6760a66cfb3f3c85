package io.maillon.recovery.instance;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.Position;
import java.util.List;
import java.util.Map;

/**
 * What the function of a partition starts from.
 *
 * @param epoch in which the partition is owned from now on
 * @param entries of its state; the map belongs to the receiver
 * @param positions of its upstream partitions
 * @param finished whether the function already saw the end of all its inputs
 */
public record Restored(
    long epoch, Map<Bytes, Bytes> entries, List<Position> positions, boolean finished) {}
