package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;
import java.util.List;

/**
 * Sign of life with progress. Answered by {@link HeartbeatReply}.
 *
 * @param instance who speaks
 * @param number counts what this instance told; a beat without news repeats the last one
 * @param partitions that it owns, only those whose numbers moved; all of them once per second
 * @param peers what it sees of the instances that it speaks with
 * @param loadMilli busy share of its function threads in thousandths
 * @param freeBytes memory that it still lends to logs
 */
public record Heartbeat(
    InstanceId instance,
    long number,
    List<PartitionProgress> partitions,
    List<PeerView> peers,
    long loadMilli,
    long freeBytes)
    implements ControlMessage {
  public Heartbeat {
    partitions = List.copyOf(partitions);
    peers = List.copyOf(peers);
  }
}
