package io.maillon.recovery.instance;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.recovery.channel.InChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was taken from the channels of one partition for one run of its function, and what becomes
 * of it when the function comes back.
 */
final class Batching {
  private record Taken(InChannel channel, InChannel.Waiting waiting) {}

  private final List<Taken> taken = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();

  /** Takes whole batches round robin, at least one if any waits, up to some bytes. */
  static Batching take(List<InChannel> channels, int first, int bytesMax) {
    Batching batching = new Batching();
    long bytes = 0;
    boolean any = true;
    while (any && bytes < bytesMax) {
      any = false;
      for (int i = 0; i < channels.size() && bytes < bytesMax; i++) {
        InChannel channel = channels.get(Math.floorMod(first + i, channels.size()));
        if (!channel.isEmpty()) {
          bytes += batching.add(channel);
          any = true;
        }
      }
    }
    return batching;
  }

  boolean isEmpty() {
    return taken.isEmpty();
  }

  List<Input> inputs() {
    return inputs;
  }

  /** The function consumed this many records: the rest goes back to the head of its channels. */
  Map<PartitionId, InChannel> consumed(int records) {
    Map<PartitionId, InChannel> moved = new TreeMap<>();
    int left = records;
    int reached = 0;
    while (reached < taken.size()) {
      Taken next = taken.get(reached);
      OutputBatch batch = next.waiting().batch();
      int skip = next.waiting().skip();
      int available = batch.end() ? 0 : batch.count() - skip;
      if (available > left) {
        break;
      }
      left -= available;
      next.channel().consumed(batch, batch.lastOffset());
      moved.put(next.channel().upstream(), next.channel());
      reached++;
    }
    giveBack(reached, left, moved);
    return moved;
  }

  private void giveBack(int reached, int partly, Map<PartitionId, InChannel> moved) {
    for (int i = taken.size() - 1; i >= reached; i--) {
      Taken rest = taken.get(i);
      InChannel.Waiting waiting = rest.waiting();
      if (i == reached && partly > 0) {
        int skip = waiting.skip() + partly;
        rest.channel().consumed(waiting.batch(), waiting.batch().firstOffset() + skip - 1);
        moved.put(rest.channel().upstream(), rest.channel());
        waiting = new InChannel.Waiting(waiting.batch(), skip);
      }
      rest.channel().putBack(waiting);
    }
  }

  private int add(InChannel channel) {
    InChannel.Waiting waiting = channel.next();
    taken.add(new Taken(channel, waiting));
    OutputBatch batch = waiting.batch();
    if (!batch.end()) {
      inputs.add(
          new Input(
              channel.upstream(),
              batch.firstOffset(),
              waiting.skip(),
              batch.count(),
              batch.records()));
    }
    return batch.sizeBytes();
  }
}
