package io.maillon.recovery.channel;

import static io.maillon.recovery.testing.Samples.DOWN;
import static io.maillon.recovery.testing.Samples.MID;
import static io.maillon.recovery.testing.Samples.N1;
import static io.maillon.recovery.testing.Samples.N2;
import static io.maillon.recovery.testing.Samples.UP;
import static io.maillon.recovery.testing.Samples.batch;
import static io.maillon.recovery.testing.Samples.end;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Position;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.OpenChannel;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.recovery.log.PartitionLog;
import io.maillon.recovery.testing.Sent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both ends of a channel, each played by hand. */
class ChannelTest {
  private static final int WINDOW = 1_000;
  private static final Limits LIMITS = new Limits(WINDOW, 1 << 20, 1 << 10);
  private final Sent sent = new Sent();
  private final PartitionLog log = PartitionLog.startingAfter(0);
  private final OutChannel out = new OutChannel(MID, 3, log.image().channel(DOWN), 2, sent);
  private InChannel in = new InChannel(MID, new Position(UP, 0, false), false, false, LIMITS);

  @Test
  void opensWhenItKnowsTheOwnerAndAgainWhenThatIsNew() {
    out.direct(Optional.of(N1), 5);
    assertEquals(new OpenChannel(MID, DOWN, 3, 5), sent.one(OpenChannel.class));
    out.direct(Optional.of(N1), 5);
    assertTrue(sent.take().isEmpty());
    out.direct(Optional.of(N2), 6);
    assertEquals(new OpenChannel(MID, DOWN, 3, 6), sent.one(OpenChannel.class));
    out.direct(Optional.of(N2), 7);
    assertEquals(7, sent.one(OpenChannel.class).toEpoch(), "it may have lost what waited there");
    out.direct(Optional.empty(), 8);
    assertTrue(sent.take().isEmpty());
  }

  @Test
  void resumesAfterWhatTheReceiverHolds() {
    commit(1, 1);
    commit(2, 2);
    commit(3, 3);
    open(1, 10_000);
    assertEquals(List.of(2L, 3L), firstOffsets());
    assertEquals(1, out.replayedRecords(), "offset 2 was made by a former owner");
  }

  @Test
  void exceedsItsCreditByOneBatchAtTheMost() {
    commit(1, 5);
    open(0, 100);
    assertEquals(2, sent.take(Deliver.class).size());
    assertTrue(out.waitsForCredit());
    out.onAcknowledge(N1, new Acknowledge(MID, DOWN, 3, 0, 100));
    out.onAcknowledge(N1, new Acknowledge(MID, DOWN, 2, 0, 900));
    out.onAcknowledge(N2, new Acknowledge(MID, DOWN, 3, 0, 900));
    assertTrue(sent.take().isEmpty(), "repeated, of another epoch, of another peer");
    out.onAcknowledge(N1, new Acknowledge(MID, DOWN, 3, 0, 150));
    assertEquals(1, sent.take(Deliver.class).size());
  }

  @Test
  void aSecondAnswerSendsNothingTwice() {
    commit(1, 3);
    open(0, 150);
    assertEquals(List.of(1L, 2L, 3L), firstOffsets());
    out.onOpened(N1, opened(0, 150));
    assertTrue(sent.take().isEmpty());
    out.onOpened(N1, new ChannelOpened(MID, DOWN, 3, 9, 1, 1, false, 10_000));
    assertEquals(List.of(2L, 3L), firstOffsets(), "another office begins anew");
  }

  @Test
  void dropsWhatIsAcknowledgedWithoutLosingItsPlace() {
    commit(1, 3);
    open(0, 70);
    assertEquals(List.of(1L, 2L), firstOffsets());
    out.onDropped(log.acknowledge(DOWN, 2));
    out.onAcknowledge(N1, new Acknowledge(MID, DOWN, 3, 2, 1_000));
    assertEquals(List.of(3L), firstOffsets());
  }

  @Test
  void backsOffWhenRefused() {
    out.direct(Optional.of(N1), 5);
    sent.take();
    out.onRefused(N2, 0);
    assertFalse(out.mayRetry(Long.MAX_VALUE), "a stranger's refusal");
    long[] waits = {5, 10, 20, 40, 80, 160, 200, 200};
    long nowNs = 0;
    for (long waitMs : waits) {
      out.onRefused(N1, nowNs);
      assertFalse(out.mayRetry(nowNs + waitMs * 1_000_000 - 1));
      nowNs += waitMs * 1_000_000;
      assertTrue(out.mayRetry(nowNs));
      out.reopen(5);
      sent.one(OpenChannel.class);
    }
  }

  @Test
  void aLostConnectionClosesIt() {
    commit(1, 1);
    open(0, 1_000);
    sent.take();
    out.onDisconnected(N2, 0);
    assertTrue(out.isOpen());
    out.onDisconnected(N1, 0);
    commit(2, 2);
    out.pump();
    assertTrue(sent.take().isEmpty());
    out.reopen(5);
    sent.one(OpenChannel.class);
  }

  @Test
  void takesEachOffsetOnceInOrder() {
    openIn(1);
    assertEquals(InChannel.Taken.NEW, in.take(N1, 1, batch(MID, 0, 1, 2)));
    assertEquals(InChannel.Taken.REPEATED, in.take(N1, 1, batch(MID, 0, 1, 2)));
    assertEquals(InChannel.Taken.GAP, in.take(N1, 1, batch(MID, 5, 6, 1)));
    assertEquals(InChannel.Taken.NEW, in.take(N1, 1, batch(MID, 0, 1, 4)));
    in.next();
    assertEquals(2, in.next().skip(), "half of it is known");
  }

  @Test
  void refusesWhoDidNotOpenAndOlderEpochs() {
    assertEquals(InChannel.Taken.REFUSED, in.take(N1, 1, batch(MID, 0, 1, 1)));
    openIn(4);
    assertEquals(InChannel.Taken.REFUSED, in.take(N2, 4, batch(MID, 0, 1, 1)));
    assertEquals(InChannel.Taken.REFUSED, in.take(N1, 3, batch(MID, 0, 1, 1)));
    assertTrue(in.open(N2, new OpenChannel(UP, MID, 3, 1), 1).isEmpty());
    in.onDisconnected(N1);
    assertEquals(InChannel.Taken.REFUSED, in.take(N1, 4, batch(MID, 0, 1, 1)));
  }

  @Test
  void afterAnAcceptedLossOneGapIsAllowed() {
    in = new InChannel(MID, new Position(UP, 0, false), true, false, LIMITS);
    assertTrue(openIn(1).gapAllowed());
    assertEquals(InChannel.Taken.NEW, in.take(N1, 1, batch(MID, 70, 71, 1)));
    assertEquals(InChannel.Taken.GAP, in.take(N1, 1, batch(MID, 75, 76, 1)));
  }

  @Test
  void creditIsGivenBackAsInputIsConsumed() {
    assertEquals(WINDOW, openIn(1).creditBytes());
    OutputBatch large = batch(MID, 0, 1, 200);
    in.take(N1, 1, large);
    assertEquals(large.sizeBytes(), in.waitingBytes());
    assertTrue(in.acknowledgement().isEmpty());
    in.next();
    in.consumed(large, 100);
    assertEquals(large.sizeBytes(), in.waitingBytes(), "until all of it is consumed");
    in.consumed(large, 200);
    Acknowledge told = in.acknowledgement().orElseThrow();
    assertEquals(WINDOW + large.sizeBytes(), told.creditBytes());
    assertEquals(0, told.ackedOffset(), "consumed is not committed");
    in.committed(200);
    assertEquals(200, in.acknowledgement().orElseThrow().ackedOffset());
    assertTrue(in.acknowledgement().isEmpty());
    in.checkInvariants();
  }

  @Test
  void isUrgentWithAQuarterOfTheWindowOrTheEnd() {
    openIn(1);
    OutputBatch small = batch(MID, 0, 1, 1);
    take(small);
    assertTrue(in.urgentAcknowledgement().isEmpty());
    long offset = 1;
    while (in.urgentAcknowledgement().isEmpty()) {
      take(batch(MID, offset, offset + 1, 1));
      offset++;
      assertTrue(offset * small.sizeBytes() <= WINDOW / 4 + small.sizeBytes());
    }
    assertTrue(offset * small.sizeBytes() >= WINDOW / 4);
    take(end(MID, offset, offset + 1));
    assertEquals(offset + 1, in.urgentAcknowledgement().orElseThrow().ackedOffset());
  }

  @Test
  void isUrgentWithAQuarterOfWhatMayBeInFlight() {
    in =
        new InChannel(
            MID, new Position(UP, 0, false), false, false, new Limits(WINDOW, 4, 1 << 10));
    openIn(1);
    take(batch(MID, 0, 1, 1));
    assertEquals(1, in.urgentAcknowledgement().orElseThrow().ackedOffset());
  }

  private void take(OutputBatch batch) {
    assertEquals(InChannel.Taken.NEW, in.take(N1, 1, batch));
    in.next();
    in.consumed(batch, batch.lastOffset());
    in.committed(batch.lastOffset());
  }

  @Test
  void reopeningGrantsWhatIsFreeAndResumesAfterWhatWaits() {
    openIn(1);
    OutputBatch first = batch(MID, 0, 1, 2);
    in.take(N1, 1, first);
    ChannelOpened again = openIn(2);
    assertEquals(2, again.receivedOffset());
    assertEquals(WINDOW - first.sizeBytes(), again.creditBytes());
    in.next();
    in.consumed(first, 2);
    in.committed(2);
    assertEquals(WINDOW, in.acknowledgement().orElseThrow().creditBytes());
  }

  @Test
  void anUpstreamThatBeganAnewEndsAgain() {
    in.open(N1, new OpenChannel(UP, MID, 3, 1), 1);
    OutputBatch marker = end(MID, 0, 1);
    in.take(N1, 3, marker);
    in.consumed(in.next().batch(), 1);
    assertTrue(in.ended());
    long fresh = (5L << 40) + 1;
    in.open(N2, new OpenChannel(UP, MID, 5, 1), 1);
    assertEquals(InChannel.Taken.NEW, in.take(N2, 5, batch(MID, 0, fresh, 2)));
    in.consumed(in.next().batch(), fresh + 1);
    assertFalse(in.ended(), "more of its new stream is to come");
    assertEquals(new Position(UP, fresh + 1, false), in.position());
    in.take(N2, 5, end(MID, fresh + 1, fresh + 2));
    in.consumed(in.next().batch(), fresh + 2);
    assertTrue(in.ended());
  }

  /** What its former owner sent to a target that is gone, its successor may send here. */
  @Test
  void anUpstreamThatMayBeginAnewHasEndedWhenItIsFinished() {
    in = new InChannel(MID, new Position(UP, 0, false), false, true, LIMITS);
    openIn(1);
    in.take(N1, 1, end(MID, 0, 1));
    in.consumed(in.next().batch(), 1);
    assertFalse(in.ended());
    assertTrue(in.isUnfinished());
    in.committed(1);
    assertEquals(1, in.urgentAcknowledgement().orElseThrow().ackedOffset(), "it waits for that");
    in.onUpstreamFinished();
    assertTrue(in.ended());
  }

  @Test
  void endsWhenTheMarkerIsConsumed() {
    openIn(1);
    OutputBatch marker = end(MID, 0, 1);
    in.take(N1, 1, marker);
    assertFalse(in.ended());
    in.consumed(in.next().batch(), 1);
    assertEquals(new Position(UP, 1, true), in.position());
  }

  private ChannelOpened openIn(long fromEpoch) {
    return in.open(N1, new OpenChannel(UP, MID, fromEpoch, 1), 1).orElseThrow();
  }

  /** One output each, committed. */
  private void commit(int first, int last) {
    for (int i = first; i <= last; i++) {
      log.append(new Commit(3, i, List.of(), List.of(batch(DOWN, i - 1, i, 1)), List.of(), false));
    }
    log.foldTo(last);
  }

  private void open(long received, long credit) {
    out.direct(Optional.of(N1), 5);
    sent.take();
    out.onOpened(N1, opened(received, credit));
  }

  private static ChannelOpened opened(long received, long credit) {
    return new ChannelOpened(MID, DOWN, 3, 5, received, received, false, credit);
  }

  private List<Long> firstOffsets() {
    return sent.take(Deliver.class).stream().map(d -> d.batch().firstOffset()).toList();
  }
}
