package io.maillon.recovery.log;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.log.ImageHeader;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.log.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the commits up to {@link #index()} fold into: positions, state, outputs in flight. Folding
 * is a pure function of the commits, so every member of a configuration cuts its log by itself and
 * no snapshot crosses the network while nothing fails.
 */
public final class PartitionImage {
  private static final int ANEW_SHIFT = 40;

  private long epoch;
  private long index;
  private long lastOffset;
  private boolean finished;
  private final Map<PartitionId, Position> positions = new TreeMap<>();
  private final Map<PartitionId, OutputQueue> channels = new TreeMap<>();
  private final Map<Bytes, Bytes> entries = new HashMap<>();

  /**
   * @param lastOffset outputs are numbered from the one after it
   */
  static PartitionImage startingAfter(long lastOffset) {
    PartitionImage image = new PartitionImage();
    image.lastOffset = lastOffset;
    return image;
  }

  /** From all chunks of an image, in order. */
  static PartitionImage of(List<ImageChunk> chunks) {
    PartitionImage image = new PartitionImage();
    ImageHeader header = chunks.get(0).header();
    image.epoch = header.epoch();
    image.index = header.index();
    image.lastOffset = header.lastOffset();
    image.finished = header.finished();
    header.positions().forEach(p -> image.positions.put(p.upstream(), p));
    header.channels().forEach(c -> image.channels.put(c.target(), new OutputQueue(c)));
    for (ImageChunk chunk : chunks) {
      image.change(chunk.entries());
      chunk.inFlight().forEach(image::keep);
    }
    return image;
  }

  /** Epoch of the last commit folded in. */
  public long epoch() {
    return epoch;
  }

  /** Index of the last commit folded in. */
  public long index() {
    return index;
  }

  /**
   * A partition that begins anew after others may have seen its outputs numbers them from {@code
   * epoch << 40} on, so that its targets do not take them for repetitions.
   */
  public static long offsetBeforeAnew(long epoch) {
    return epoch << ANEW_SHIFT;
  }

  /** Whether the outputs are numbered like that. */
  public boolean beganAnew() {
    return lastOffset() >> ANEW_SHIFT != 0;
  }

  /** Newest output, all targets together. */
  public long lastOffset() {
    return lastOffset;
  }

  public boolean finished() {
    return finished;
  }

  public Collection<Position> positions() {
    return Collections.unmodifiableCollection(positions.values());
  }

  public Optional<Position> position(PartitionId upstream) {
    return Optional.ofNullable(positions.get(upstream));
  }

  public Collection<OutputQueue> channels() {
    return Collections.unmodifiableCollection(channels.values());
  }

  /** The channel to a target, made if nothing was ever sent to it. */
  public OutputQueue channel(PartitionId target) {
    return channels.computeIfAbsent(target, t -> new OutputQueue(new ChannelMark(t, 0, 0)));
  }

  /** A copy of the state that shares the values. */
  public Map<Bytes, Bytes> entries() {
    return new HashMap<>(entries);
  }

  /** Committed outputs not yet acknowledged, in bytes. */
  public long inFlightBytes() {
    long bytes = 0;
    for (OutputQueue channel : channels.values()) {
      bytes += channel.bytes();
    }
    return bytes;
  }

  /** Up to which every output was acknowledged by its target. */
  public long ackedOffset() {
    long lowest = lastOffset;
    for (OutputQueue channel : channels.values()) {
      if (channel.size() > 0) {
        lowest = Math.min(lowest, channel.get(0).firstOffset() - 1);
      }
    }
    return lowest;
  }

  void fold(Commit commit) {
    if (commit.index() != index + 1) {
      throw new IllegalStateException(
          "folding commit " + commit.index() + " into an image at " + index);
    }
    epoch = commit.epoch();
    index = commit.index();
    finished |= commit.finished();
    commit.positions().forEach(p -> positions.put(p.upstream(), p));
    for (OutputBatch output : commit.outputs()) {
      lastOffset = Math.max(lastOffset, output.lastOffset());
      keep(output);
    }
    change(commit.changes());
  }

  /** Returns how many batches of the channel were dropped. */
  int acknowledge(PartitionId target, long offset) {
    OutputQueue channel = channels.get(target);
    return channel == null ? 0 : channel.acknowledge(offset);
  }

  PartitionImage copy() {
    PartitionImage copy = new PartitionImage();
    copy.epoch = epoch;
    copy.index = index;
    copy.lastOffset = lastOffset;
    copy.finished = finished;
    copy.positions.putAll(positions);
    copy.entries.putAll(entries);
    for (OutputQueue channel : channels.values()) {
      OutputQueue queue = new OutputQueue(channel.mark());
      for (int i = 0; i < channel.size(); i++) {
        queue.add(channel.get(i));
      }
      copy.channels.put(queue.target(), queue);
    }
    return copy;
  }

  /** The image in parts of some 256 KiB. */
  List<ImageChunk> chunks() {
    ImageChunker chunker = new ImageChunker(header());
    entries.forEach((k, v) -> chunker.add(new StateChange(k, Optional.of(v))));
    List<OutputBatch> inFlight = new ArrayList<>();
    for (OutputQueue channel : channels.values()) {
      for (int i = 0; i < channel.size(); i++) {
        inFlight.add(channel.get(i));
      }
    }
    inFlight.forEach(chunker::add);
    return chunker.finish();
  }

  private ImageHeader header() {
    return new ImageHeader(
        epoch,
        index,
        lastOffset,
        List.copyOf(positions.values()),
        channels.values().stream().map(OutputQueue::mark).toList(),
        finished);
  }

  private void change(List<StateChange> changes) {
    for (StateChange change : changes) {
      if (change.value().isPresent()) {
        entries.put(change.key().compact(), change.value().get().compact());
      } else {
        entries.remove(change.key());
      }
    }
  }

  /** Slices of a large frame are copied out, lest one small batch keeps the frame alive. */
  private void keep(OutputBatch batch) {
    OutputQueue channel = channel(batch.target());
    channel.add(
        new OutputBatch(
            batch.target(),
            batch.previousOffset(),
            batch.firstOffset(),
            batch.count(),
            batch.end(),
            batch.records().compact()));
  }
}
