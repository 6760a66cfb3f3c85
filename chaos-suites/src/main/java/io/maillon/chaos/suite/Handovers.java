package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PartitionStatus.ChannelStatus;
import io.maillon.coordinator.status.PartitionStatus.PositionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether what owners let go for a target was still consumed when the target came into a new epoch,
 * which is when it would be needed again: what its new owner says first of its positions is {@code
 * acked}, what the upstream owners had let go before is {@code trimmed}. Each handover of a channel
 * is judged by itself, named by the new epoch: {@code parse/0 -> ledger/1 @7}. Owned by the thread
 * of the watch.
 *
 * <p>No clock orders this, nor does it matter how old a report is: what was let go while an epoch
 * of the target was in force had been committed in that epoch or an earlier one, and every later
 * epoch holds that. Which epoch is in force is one leader's word: a deposed one that does not know
 * it yet still hears of what is let go in later epochs, so nothing is kept from one leader to the
 * next.
 */
final class Handovers {
  private record Channel(String from, String to) {
    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  /** What was let go for a target by the last look at which this epoch of it was in force. */
  private record LetGo(long epoch, long offset) {}

  private final Predicate<String> keeps;
  private final Map<Channel, LetGo> letGo = new HashMap<>();
  private String leader = "";

  /**
   * @param keeps whether a stage keeps its positions when an owner dies
   */
  Handovers(Predicate<String> keeps) {
    this.keeps = keeps;
  }

  /**
   * What a look at the pipeline shows.
   *
   * @param teller coordinator that told it
   */
  List<PipelineEvent> note(String teller, PipelineStatus status) {
    if (!teller.equals(leader)) {
      leader = teller;
      letGo.clear();
    }
    Map<String, PartitionStatus> partitions = new HashMap<>();
    status.partitions().forEach(p -> partitions.put(p.id().toString(), p));
    List<PipelineEvent> events = new ArrayList<>();
    letGo.replaceAll((channel, before) -> handedOver(channel, before, partitions, events));
    for (PartitionStatus from : status.partitions()) {
      for (ChannelStatus channel : from.channels()) {
        PartitionStatus to = partitions.get(channel.target());
        if (to != null && keeps.test(to.id().stage())) {
          letGo(new Channel(from.id().toString(), channel.target()), channel.ackedOffset(), to);
        }
      }
    }
    return events;
  }

  /** The first word of a new epoch tells what it still has. */
  private static LetGo handedOver(
      Channel channel,
      LetGo before,
      Map<String, PartitionStatus> partitions,
      List<PipelineEvent> events) {
    PartitionStatus to = partitions.get(channel.to());
    if (to == null || to.reportEpoch() <= before.epoch()) {
      return before;
    }
    if (before.offset() > 0) {
      long position = to.position(channel.from()).map(PositionStatus::offset).orElse(0L);
      String handover = channel + " @" + to.reportEpoch();
      events.add(new PipelineEvent.Acked(handover, position));
      events.add(new PipelineEvent.Trimmed(handover, before.offset()));
    }
    return new LetGo(to.reportEpoch(), 0);
  }

  /** While a newer epoch is in force than that, it may have been acknowledged in the newer one. */
  private void letGo(Channel channel, long offset, PartitionStatus to) {
    LetGo before = letGo.computeIfAbsent(channel, c -> new LetGo(to.epoch(), 0));
    if (to.epoch() == before.epoch()) {
      letGo.put(channel, new LetGo(before.epoch(), Math.max(before.offset(), offset)));
    }
  }
}
