package io.maillon.recovery.log;

import static io.maillon.recovery.testing.Samples.DOWN;
import static io.maillon.recovery.testing.Samples.MID;
import static io.maillon.recovery.testing.Samples.UP;
import static io.maillon.recovery.testing.Samples.batch;
import static io.maillon.recovery.testing.Samples.commit;
import static io.maillon.recovery.testing.Samples.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.log.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionLogTest {
  private final PartitionLog log = PartitionLog.startingAfter(0);

  @Test
  void nothingIsVisibleBeforeItIsFolded() {
    appendTo(3);
    assertEquals(0, log.image().index());
    assertEquals(0, log.image().inFlightBytes());
    assertTrue(log.unfoldedBytes() > 0);
    log.foldTo(2);
    assertEquals(2, log.image().index());
    assertEquals(2, log.image().lastOffset());
    assertEquals(Optional.of(new Position(UP, 2, false)), log.image().position(UP));
    assertEquals(3, log.lastOffset());
    log.foldTo(99);
    assertEquals(3, log.image().index());
    assertEquals(0, log.unfoldedBytes());
    log.checkInvariants();
  }

  @Test
  void forgetsNoCommitThatIsNotFolded() {
    appendTo(5);
    log.foldTo(3);
    log.forgetTo(5);
    assertFalse(log.canSendAfter(2));
    assertTrue(log.canSendAfter(3));
    assertEquals(2, log.commitsAfter(3, Long.MAX_VALUE).size());
    log.checkInvariants();
  }

  @Test
  void knowsItsEpochsAtTheEdges() {
    log.append(commit(1, 1));
    log.append(commit(1, 2));
    log.append(commit(4, 3));
    log.append(commit(6, 4));
    log.foldTo(4);
    log.forgetTo(2);
    assertEquals(-1, log.epochAt(1));
    assertEquals(1, log.epochAt(2));
    assertEquals(4, log.epochAt(3));
    assertEquals(6, log.epochAt(4));
    assertEquals(-1, log.epochAt(5));
    assertFalse(log.holds(1, 1));
    assertTrue(log.holds(1, 2));
    assertTrue(log.holds(4, 3));
    assertFalse(log.holds(1, 3));
    assertTrue(log.holds(6, 4));
    assertFalse(log.holds(4, 4));
    assertFalse(log.holds(6, 5));
    assertFalse(log.canSendAfter(-1));
    assertFalse(log.canSendAfter(5));
  }

  @Test
  void refusesGapsAndFallingEpochs() {
    log.append(commit(3, 1));
    assertThrows(IllegalStateException.class, () -> log.append(commit(3, 1)));
    assertThrows(IllegalStateException.class, () -> log.append(commit(3, 3)));
    assertThrows(IllegalStateException.class, () -> log.append(commit(2, 2)));
  }

  @Test
  void cutsWhatIsSentBySizeButSendsSomething() {
    appendTo(4);
    long one = commit(1, 1).sizeBytes();
    assertEquals(1, log.commitsAfter(0, 1).size());
    assertEquals(2, log.commitsAfter(0, 2 * one).size());
    assertEquals(0, log.commitsAfter(4, 1).size());
  }

  @Test
  void acknowledgementsDropWholeBatchesAndNeverRunAhead() {
    log.append(new Commit(1, 1, List.of(), List.of(batch(DOWN, 0, 1, 3)), List.of(), false));
    log.append(new Commit(1, 2, List.of(), List.of(batch(DOWN, 3, 4, 2)), List.of(), false));
    log.foldTo(1);
    assertEquals(0, log.acknowledge(DOWN, 2));
    assertEquals(0, log.image().ackedOffset());
    assertEquals(1, log.acknowledge(DOWN, 99));
    assertEquals(3, log.image().channel(DOWN).ackedOffset());
    log.foldTo(2);
    assertEquals(1, log.image().channel(DOWN).size());
    assertEquals(3, log.image().ackedOffset());
    assertEquals(0, log.acknowledge(MID, 5));
    assertEquals(0, log.acknowledge(DOWN, 1));
    assertEquals(1, log.acknowledge(DOWN, 5));
    assertEquals(0, log.image().inFlightBytes());
    assertEquals(5, log.image().ackedOffset());
  }

  @Test
  void theSlowestTargetHoldsTheAcknowledgedOffset() {
    log.append(
        new Commit(
            1,
            1,
            List.of(),
            List.of(batch(DOWN, 0, 1, 2), batch(MID, 0, 3, 2), batch(DOWN, 2, 5, 1)),
            List.of(),
            false));
    log.foldTo(1);
    log.acknowledge(DOWN, 5);
    assertEquals(2, log.image().ackedOffset());
    log.acknowledge(MID, 4);
    assertEquals(5, log.image().ackedOffset());
  }

  @Test
  void aLargeImageTravelsInChunksThatAllCarryTheHeader() {
    String large = "x".repeat(100_000);
    List<StateChange> changes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      changes.add(set("k" + i, large + i));
    }
    log.append(new Commit(2, 1, List.of(), List.of(batch(DOWN, 0, 1, 2)), changes, true));
    List<ImageChunk> chunks = log.chunks();
    assertTrue(chunks.size() >= 4);
    for (int i = 0; i < chunks.size(); i++) {
      assertEquals(i, chunks.get(i).number());
      assertEquals(i == chunks.size() - 1, chunks.get(i).last());
      assertEquals(1, chunks.get(i).header().index());
    }
    PartitionLog copy = PartitionLog.of(chunks);
    assertEquals(10, copy.image().entries().size());
    assertEquals(Bytes.utf8(large + 3), copy.image().entries().get(Bytes.utf8("k3")));
    assertTrue(copy.image().finished());
    assertEquals(2, copy.lastEpoch());
    assertEquals(0, log.image().index(), "the original is not folded by that");
  }

  @Test
  void aRestartedPartitionNumbersFromWhereItIsTold() {
    PartitionLog fresh = PartitionLog.startingAfter(7L << 40);
    assertEquals(7L << 40, PartitionLog.of(fresh.chunks()).lastOffset());
    assertEquals(7L << 40, fresh.image().ackedOffset());
  }

  @Test
  void aStoredLogIsAllFoldedAndTrimmed() {
    StoredLog stored =
        new StoredLog(
            true,
            5,
            List.of(),
            List.of(commit(1, 1), commit(1, 2), commit(2, 3)),
            List.of(new ChannelMark(DOWN, 2, 2)));
    PartitionLog loaded = PartitionLog.of(stored);
    assertEquals(3, loaded.image().index());
    assertEquals(2, loaded.lastEpoch());
    assertEquals(1, loaded.image().channel(DOWN).size());
    assertTrue(loaded.holds(2, 3));
    loaded.append(commit(6, 4));
    loaded.checkInvariants();
  }

  private void appendTo(int last) {
    for (int i = 1; i <= last; i++) {
      log.append(commit(1, i));
    }
  }
}
