package io.maillon.recovery.channel;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.OpenChannel;
import io.maillon.recovery.log.OutputQueue;
import io.maillon.recovery.partition.PeerSender;
import java.util.Optional;

/**
 * Sending end of a channel: sends what is committed and not acknowledged, in order, as far as the
 * receiver's credit goes. It may exceed the credit by its last batch, never by more.
 *
 * <p>Invariant: while open, exactly the first {@code sent} batches of the queue were sent on this
 * opening or are held by the receiver.
 */
public final class OutChannel {
  private enum State {
    CLOSED,
    OPENING,
    OPEN
  }

  private final PartitionId from;
  private final long fromEpoch;
  private final OutputQueue queue;
  private final PeerSender sender;
  private State state = State.CLOSED;
  private Optional<InstanceId> receiver = Optional.empty();
  private long toEpoch;
  private long openedEpoch;
  private int sent;
  private long sentBytes;
  private long creditBytes;
  private long highestSent;
  private long replayedRecords;
  private long retryAtNs;
  private long backOffNs = BACK_OFF_MIN_NS;

  private static final long BACK_OFF_MIN_NS = 5_000_000;
  private static final long BACK_OFF_MAX_NS = 200_000_000;

  /**
   * @param restoredOffset outputs up to here were made by former owners: sending them is a replay
   */
  public OutChannel(
      PartitionId from, long fromEpoch, OutputQueue queue, long restoredOffset, PeerSender sender) {
    this.from = from;
    this.fromEpoch = fromEpoch;
    this.queue = queue;
    this.sender = sender;
    highestSent = restoredOffset;
  }

  public PartitionId target() {
    return queue.target();
  }

  public Optional<InstanceId> receiver() {
    return receiver;
  }

  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Records sent although they had been sent before, here or by a former owner. */
  public long replayedRecords() {
    return replayedRecords;
  }

  /** How much the receiver would still take beyond what is in flight; larger is less loaded. */
  public long availableBytes() {
    return isOpen() ? creditBytes - sentBytes - queue.bytes() : Long.MIN_VALUE / 2 - queue.bytes();
  }

  /** Whether something waits that the receiver gives no credit for. */
  public boolean waitsForCredit() {
    return isOpen() && sent < queue.size() && sentBytes >= creditBytes;
  }

  /**
   * Who owns the target now; opens when that is somebody else than before, or owns it in a newer
   * epoch: it may have lost office in between, and with it what waited there.
   */
  public void direct(Optional<InstanceId> owner, long ownerEpoch) {
    if (!receiver.equals(owner) || ownerEpoch > toEpoch) {
      receiver = owner;
      backOffNs = BACK_OFF_MIN_NS;
      open(ownerEpoch);
    }
  }

  /** Opens anew if it is closed and a receiver is known. */
  public void reopen(long ownerEpoch) {
    if (state == State.CLOSED) {
      open(ownerEpoch);
    }
  }

  /** Whether it is closed and the back-off is over. */
  public boolean mayRetry(long nowNs) {
    return state == State.CLOSED && receiver.isPresent() && nowNs >= retryAtNs;
  }

  public void onRefused(InstanceId peer, long nowNs) {
    close(peer, nowNs);
  }

  public void onDisconnected(InstanceId peer, long nowNs) {
    close(peer, nowNs);
  }

  private void close(InstanceId peer, long nowNs) {
    if (receiver.equals(Optional.of(peer))) {
      state = State.CLOSED;
      retryAtNs = nowNs + backOffNs;
      backOffNs = Math.min(backOffNs * 2, BACK_OFF_MAX_NS);
    }
  }

  /** The receiver is ready; the caller has taken note of its acknowledgement before. */
  public void onOpened(InstanceId peer, ChannelOpened m) {
    if (!receiver.equals(Optional.of(peer)) || m.fromEpoch() != fromEpoch) {
      return;
    }
    creditBytes = m.creditBytes();
    if (isOpen() && m.toEpoch() == openedEpoch) {
      // Answer to a second request: all that was sent since the first answer arrives behind it.
      pump();
      return;
    }
    state = State.OPEN;
    openedEpoch = m.toEpoch();
    backOffNs = BACK_OFF_MIN_NS;
    sentBytes = 0;
    sent = 0;
    while (sent < queue.size() && queue.get(sent).lastOffset() <= m.receivedOffset()) {
      sent++;
    }
    pump();
  }

  public void onAcknowledge(InstanceId peer, Acknowledge m) {
    if (isOpen() && receiver.equals(Optional.of(peer)) && m.fromEpoch() == fromEpoch) {
      creditBytes = Math.max(creditBytes, m.creditBytes());
      pump();
    }
  }

  /** Batches at the head of the queue were acknowledged and dropped. */
  public void onDropped(int count) {
    sent = Math.max(0, sent - count);
  }

  /** Sends what may be sent. */
  public void pump() {
    while (isOpen() && sent < queue.size() && sentBytes < creditBytes) {
      OutputBatch batch = queue.get(sent++);
      sentBytes += batch.sizeBytes();
      if (batch.firstOffset() <= highestSent) {
        replayedRecords += Math.min(batch.lastOffset(), highestSent) - batch.firstOffset() + 1;
      }
      highestSent = Math.max(highestSent, batch.lastOffset());
      sender.send(receiver.orElseThrow(), new Deliver(from, fromEpoch, batch));
    }
  }

  private void open(long ownerEpoch) {
    toEpoch = ownerEpoch;
    state = State.CLOSED;
    sent = 0;
    receiver.ifPresent(
        peer -> {
          state = State.OPENING;
          sender.send(peer, new OpenChannel(from, target(), fromEpoch, toEpoch));
        });
  }
}
