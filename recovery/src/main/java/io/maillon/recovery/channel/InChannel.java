package io.maillon.recovery.channel;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.OpenChannel;
import io.maillon.protocol.pipeline.Limits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Receiving end of a channel: takes each offset once, in order, and holds what the function has not
 * consumed yet.
 *
 * <p>Invariants: {@code ackedOffset <= consumedOffset <= receivedOffset}; what waits has no gap;
 * its bytes stay within the window and one batch.
 */
public final class InChannel {
  /** What becomes of a delivered batch. */
  public enum Taken {
    /** It waits for the function, at least in part. */
    NEW,
    /** All of it had been received before. */
    REPEATED,
    /** Its channel is not open, or it belongs to an outdated epoch. */
    REFUSED,
    /** Something before it is missing: the sender has to open again. */
    GAP
  }

  /**
   * A batch that waits.
   *
   * @param skip records at its start that were consumed before
   */
  public record Waiting(OutputBatch batch, int skip) {}

  private final PartitionId upstream;
  private final PartitionId self;
  private final boolean mayBeginAnew;
  private final long windowBytes;
  private final long urgentBytes;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Optional<InstanceId> sender = Optional.empty();
  private long fromEpoch;
  private boolean gapAllowed;
  private long receivedOffset;
  private long consumedOffset;
  private boolean ended;
  private boolean upstreamFinished;
  private long ackedOffset;
  private long waitingBytes;
  private long releasedBytes;
  private long toldAck = -1;
  private long toldCredit = -1;

  /**
   * @param position where consumption starts
   * @param gapAllowed whether the first batch may leave a gap, because what came before it is lost
   *     and that was accepted
   * @param mayBeginAnew whether the upstream partition forgets its stream with its owner
   */
  public InChannel(
      PartitionId self,
      Position position,
      boolean gapAllowed,
      boolean mayBeginAnew,
      Limits limits) {
    this.self = self;
    this.mayBeginAnew = mayBeginAnew;
    windowBytes = limits.windowBytes();
    urgentBytes = Math.min(windowBytes, limits.inFlightBytes()) / 4;
    this.gapAllowed = gapAllowed;
    upstream = position.upstream();
    receivedOffset = position.offset();
    consumedOffset = position.offset();
    ackedOffset = position.offset();
    ended = position.ended();
  }

  public PartitionId upstream() {
    return upstream;
  }

  public Optional<InstanceId> sender() {
    return sender;
  }

  public long fromEpoch() {
    return fromEpoch;
  }

  public long consumedOffset() {
    return consumedOffset;
  }

  /**
   * Whether nothing more will come: the end of the stream was consumed, here or before. One that
   * may begin anew may come back after its end with what it had sent to a target that is gone
   * since; it must be finished.
   */
  public boolean ended() {
    return upstreamFinished || (ended && !mayBeginAnew);
  }

  /** Whether the end of the stream was consumed and counts only when the upstream is finished. */
  public boolean isUnfinished() {
    return ended && !ended();
  }

  /**
   * The upstream partition is finished: all it ever sent was acknowledged. Where that was by an
   * owner whose log died with it, nobody will send the end of the stream again.
   */
  public void onUpstreamFinished() {
    upstreamFinished = true;
  }

  public long waitingBytes() {
    return waitingBytes;
  }

  public Position position() {
    return new Position(upstream, consumedOffset, ended);
  }

  /** Empty = refused: a newer owner of the upstream partition was seen. */
  public Optional<ChannelOpened> open(InstanceId peer, OpenChannel m, long toEpoch) {
    if (m.fromEpoch() < fromEpoch) {
      return Optional.empty();
    }
    fromEpoch = m.fromEpoch();
    sender = Optional.of(peer);
    releasedBytes = -waitingBytes;
    toldAck = ackedOffset;
    toldCredit = credit();
    return Optional.of(
        new ChannelOpened(
            upstream,
            self,
            fromEpoch,
            toEpoch,
            receivedOffset,
            ackedOffset,
            gapAllowed,
            toldCredit));
  }

  public void onDisconnected(InstanceId peer) {
    sender = sender.filter(s -> !s.equals(peer));
  }

  public Taken take(InstanceId peer, long epoch, OutputBatch batch) {
    if (!sender.equals(Optional.of(peer)) || epoch != fromEpoch) {
      return Taken.REFUSED;
    }
    if (batch.lastOffset() <= receivedOffset) {
      releasedBytes += batch.sizeBytes();
      return Taken.REPEATED;
    }
    if (batch.previousOffset() > receivedOffset && !gapAllowed) {
      return Taken.GAP;
    }
    gapAllowed = false;
    long repeated = Math.max(0, receivedOffset - batch.firstOffset() + 1);
    waiting.addLast(new Waiting(batch, (int) repeated));
    waitingBytes += batch.sizeBytes();
    receivedOffset = batch.lastOffset();
    return Taken.NEW;
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  public Waiting peek() {
    return waiting.getFirst();
  }

  /** Hands the first batch to the function; its bytes count as waiting until consumed. */
  public Waiting next() {
    return waiting.removeFirst();
  }

  /** Takes back what the function did not get to. */
  public void putBack(Waiting rest) {
    waiting.addFirst(rest);
  }

  /**
   * The function consumed records of a batch up to the offset. What comes after an end of stream is
   * from an upstream that began anew: its new end is still to come.
   */
  public void consumed(OutputBatch batch, long upToOffset) {
    consumedOffset = upToOffset;
    ended = batch.end();
    if (upToOffset == batch.lastOffset()) {
      waitingBytes -= batch.sizeBytes();
      releasedBytes += batch.sizeBytes();
    }
  }

  /** Everything up to the offset may be dropped by the sender. */
  public void committed(long offset) {
    ackedOffset = Math.max(ackedOffset, offset);
  }

  /**
   * What the sender should be told at once, if anything: that a quarter of the window is free
   * again, or of what it may have in flight, or that its stream has come to an end.
   */
  public Optional<Acknowledge> urgentAcknowledgement() {
    boolean urgent = credit() - toldCredit >= urgentBytes || ended || upstreamFinished;
    return urgent ? acknowledgement() : Optional.empty();
  }

  /** What is new to the sender, if anything. */
  public Optional<Acknowledge> acknowledgement() {
    long credit = credit();
    if (sender.isEmpty() || (ackedOffset == toldAck && credit == toldCredit)) {
      return Optional.empty();
    }
    toldAck = ackedOffset;
    toldCredit = credit;
    return Optional.of(new Acknowledge(upstream, self, fromEpoch, ackedOffset, credit));
  }

  public void checkInvariants() {
    if (ackedOffset > consumedOffset || consumedOffset > receivedOffset || waitingBytes < 0) {
      throw new IllegalStateException(
          upstream
              + " -> "
              + self
              + ": acked "
              + ackedOffset
              + " consumed "
              + consumedOffset
              + " received "
              + receivedOffset
              + " waiting "
              + waitingBytes);
    }
  }

  private long credit() {
    return windowBytes + releasedBytes;
  }
}
