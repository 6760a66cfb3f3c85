package io.maillon.recovery.instance;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.ChannelRefused;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.OpenChannel;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.channel.InChannel;
import io.maillon.recovery.log.PartitionImage;
import io.maillon.recovery.partition.PeerSender;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The channels into a partition at work, and what is said to those who send. */
final class InChannels {
  private final PartitionId id;
  private final long officeEpoch;
  private final PeerSender sender;
  private final Map<PartitionId, InChannel> byUpstream = new TreeMap<>();
  private final List<InChannel> all;

  /**
   * @param image of the partition's log: where its channels go on
   */
  InChannels(
      PartitionId id,
      PipelineSpec spec,
      PartitionImage image,
      long officeEpoch,
      PeerSender sender) {
    this.id = id;
    this.officeEpoch = officeEpoch;
    this.sender = sender;
    boolean restarted = image.beganAnew();
    for (PartitionId upstream : spec.upstreams(id)) {
      Optional<Position> position = image.position(upstream);
      byUpstream.put(
          upstream,
          new InChannel(
              id,
              position.orElse(new Position(upstream, 0, false)),
              restarted && position.isEmpty(),
              spec.stage(upstream.stage()).isVolatile(),
              spec.limits()));
    }
    all = List.copyOf(byUpstream.values());
  }

  List<InChannel> all() {
    return all;
  }

  /** Of a source. */
  boolean none() {
    return all.isEmpty();
  }

  /** Whether nothing waits and nothing more will come. */
  boolean haveEnded() {
    return all.stream().allMatch(i -> i.isEmpty() && i.ended());
  }

  /** Upstreams whose end was consumed and does not count yet. */
  List<PartitionId> unfinished() {
    return all.stream().filter(InChannel::isUnfinished).map(InChannel::upstream).toList();
  }

  long waitingBytes() {
    return all.stream().mapToLong(InChannel::waitingBytes).sum();
  }

  void onNeighbours(Directory directory) {
    for (InChannel input : all) {
      if (directory.finished(input.upstream())) {
        input.onUpstreamFinished();
      }
    }
  }

  void onOpen(InstanceId peer, OpenChannel m) {
    InChannel channel = byUpstream.get(m.from());
    Optional<ChannelOpened> opened =
        channel == null ? Optional.empty() : channel.open(peer, m, officeEpoch);
    if (opened.isPresent()) {
      sender.send(peer, opened.get());
    } else {
      long known = channel == null ? 0 : channel.fromEpoch();
      sender.send(peer, new ChannelRefused(m.from(), m.to(), m.fromEpoch(), known, officeEpoch));
    }
  }

  /** Returns whether there is something new for the function. */
  boolean onDeliver(InstanceId peer, Deliver m) {
    InChannel channel = byUpstream.get(m.from());
    if (channel == null) {
      return false;
    }
    InChannel.Taken taken = channel.take(peer, m.fromEpoch(), m.batch());
    switch (taken) {
      case NEW -> {}
      case REPEATED -> tell(channel, channel.urgentAcknowledgement());
      case REFUSED, GAP ->
          sender.send(
              peer,
              new ChannelRefused(m.from(), id, m.fromEpoch(), channel.fromEpoch(), officeEpoch));
    }
    return taken == InChannel.Taken.NEW;
  }

  void onDisconnected(InstanceId peer) {
    all.forEach(i -> i.onDisconnected(peer));
  }

  /** Tells what was not worth a message of its own. */
  void onTick() {
    all.forEach(i -> tell(i, i.acknowledgement()));
  }

  /** The input up to these positions is committed, and so acknowledged. */
  void acknowledge(Collection<Position> committed) {
    for (Position position : committed) {
      InChannel channel = byUpstream.get(position.upstream());
      channel.committed(position.offset());
      tell(channel, channel.urgentAcknowledgement());
    }
  }

  private void tell(InChannel channel, Optional<Acknowledge> news) {
    news.ifPresent(a -> sender.send(channel.sender().orElseThrow(), a));
  }
}
