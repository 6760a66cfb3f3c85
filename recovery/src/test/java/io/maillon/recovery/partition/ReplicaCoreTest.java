package io.maillon.recovery.partition;

import static io.maillon.recovery.testing.Samples.DOWN;
import static io.maillon.recovery.testing.Samples.MID;
import static io.maillon.recovery.testing.Samples.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.Fence;
import io.maillon.protocol.peer.Fenced;
import io.maillon.protocol.peer.Fetch;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.Refused;
import io.maillon.protocol.peer.Refused.Reason;
import io.maillon.recovery.log.LogStoreException;
import io.maillon.recovery.log.PartitionLog;
import io.maillon.recovery.testing.FakeStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a member answers to each message, and what it keeps before it answers. */
class ReplicaCoreTest {
  private final FakeStore store = new FakeStore();
  private final ReplicaCore replica = new ReplicaCore(MID, store);

  @Test
  void withoutALogItAsksForOne() {
    assertEquals(refused(3, Reason.NO_LOG, 3, -1), replica.onAppend(append(3, 0, 0)));
    assertEquals(refused(3, Reason.NO_LOG, 3, -1), replica.onFence(new Fence(MID, 3)));
    assertEquals(refused(3, Reason.NO_LOG, 3, -1), replica.onFetch(new Fetch(MID, 3, 0)));
  }

  @Test
  void takesWhatFollows() {
    install(1);
    assertEquals(new Appended(MID, 1, 2), replica.onAppend(append(1, 0, 0, c(1, 1), c(1, 2))));
    assertEquals(new Appended(MID, 1, 3), replica.onAppend(append(1, 1, 2, c(1, 3))));
    assertEquals(3, log().lastIndex());
    assertEquals(0, log().image().index(), "nothing is known to be committed");
  }

  @Test
  void takesRepeatedCommitsOnce() {
    install(1);
    replica.onAppend(append(1, 0, 0, c(1, 1), c(1, 2)));
    assertEquals(new Appended(MID, 1, 2), replica.onAppend(append(1, 0, 0, c(1, 1), c(1, 2))));
    assertEquals(new Appended(MID, 1, 3), replica.onAppend(append(1, 1, 1, c(1, 2), c(1, 3))));
    assertEquals(List.of("promise 1", "replace 1", "append 2", "append 1"), store.calls);
  }

  @Test
  void confirmsOnlyWhatMatches() {
    install(1);
    replica.onAppend(append(1, 0, 0, c(1, 1), c(1, 2), c(1, 3)));
    assertEquals(new Appended(MID, 2, 1), replica.onAppend(append(2, 1, 1)));
    assertEquals(3, log().lastIndex());
  }

  @Test
  void refusesAGap() {
    install(1);
    replica.onAppend(append(1, 0, 0, c(1, 1)));
    assertEquals(refused(1, Reason.GAP, 1, 1), replica.onAppend(append(1, 1, 2, c(1, 3))));
  }

  @Test
  void refusesCommitsThatContradictItsOwn() {
    install(1);
    replica.onAppend(append(1, 0, 0, c(1, 1), c(1, 2)));
    assertEquals(refused(2, Reason.GAP, 2, 2), replica.onAppend(append(2, 1, 1, c(2, 2))));
    assertEquals(refused(2, Reason.GAP, 2, 2), replica.onAppend(append(2, 2, 2, c(2, 3))));
    assertEquals(1, log().lastEpoch());
  }

  @Test
  void foldsNoFurtherThanItMatches() {
    install(1);
    replica.onAppend(append(1, 0, 0, c(1, 1), c(1, 2), c(1, 3)));
    replica.onAppend(new Append(MID, 2, 1, 1, List.of(), 9, List.of()));
    assertEquals(1, log().image().index());
  }

  @Test
  void dropsWhatIsAcknowledged() {
    install(1);
    ChannelMark mark = new ChannelMark(DOWN, 2, 1);
    replica.onAppend(new Append(MID, 1, 0, 0, List.of(c(1, 1), c(1, 2)), 2, List.of(mark)));
    assertEquals(1, log().image().channel(DOWN).size());
    assertTrue(store.calls.contains("acknowledge 1"));
  }

  @Test
  void aPromiseRefusesLowerEpochsInEveryMessage() {
    install(1);
    assertEquals(new Fenced(MID, 5, 0, 0), replica.onFence(new Fence(MID, 5)));
    assertEquals(refused(4, Reason.FENCED, 5, 0), replica.onFence(new Fence(MID, 4)));
    assertEquals(refused(4, Reason.FENCED, 5, 0), replica.onAppend(append(4, 0, 0, c(4, 1))));
    assertEquals(refused(4, Reason.FENCED, 5, 0), replica.onFetch(new Fetch(MID, 4, 0)));
    assertEquals(
        refused(4, Reason.FENCED, 5, 0), replica.onInstall(new Install(MID, 4, chunks().get(0))));
    assertEquals(new Fenced(MID, 5, 0, 0), replica.onFence(new Fence(MID, 5)), "repeated");
  }

  @Test
  void anAppendIsAPromiseToo() {
    install(1);
    replica.onAppend(append(3, 0, 0, c(3, 1)));
    assertEquals(refused(2, Reason.FENCED, 3, 1), replica.onFence(new Fence(MID, 2)));
  }

  @Test
  void anInstallTakesEffectWithItsLastChunk() {
    install(1);
    replica.onAppend(append(1, 0, 0, c(1, 1)));
    List<ImageChunk> image = Images.large(2, 3, 4);
    assertEquals(new InstallTaken(MID, 2, 0), replica.onInstall(new Install(MID, 2, image.get(0))));
    assertEquals(1, log().lastIndex(), "the former log stands until then");
    for (int i = 1; i < image.size() - 1; i++) {
      assertEquals(
          new InstallTaken(MID, 2, i), replica.onInstall(new Install(MID, 2, image.get(i))));
    }
    assertEquals(
        new Appended(MID, 2, 3),
        replica.onInstall(new Install(MID, 2, image.get(image.size() - 1))));
    assertEquals(3, log().lastIndex());
  }

  @Test
  void anInstallHasNoHolesAndIsOfOneEpoch() {
    List<ImageChunk> image = Images.large(2, 3, 4);
    assertEquals(
        refused(2, Reason.NO_LOG, 2, -1), replica.onInstall(new Install(MID, 2, image.get(1))));
    replica.onInstall(new Install(MID, 2, image.get(0)));
    assertEquals(
        refused(2, Reason.NO_LOG, 2, -1), replica.onInstall(new Install(MID, 2, image.get(2))));
    assertEquals(
        refused(3, Reason.NO_LOG, 3, -1), replica.onInstall(new Install(MID, 3, image.get(1))));
  }

  @Test
  void servesTheImageAsItWasWhenAskedFirst() {
    replica.adopt(1, Images.large(1, 3, 4));
    replica.onFence(new Fence(MID, 4));
    Fetched first = (Fetched) replica.onFetch(new Fetch(MID, 4, 0));
    assertEquals(0, first.chunk().number());
    Fetched second = (Fetched) replica.onFetch(new Fetch(MID, 4, 1));
    assertEquals(1, second.chunk().number());
    Fetched again = (Fetched) replica.onFetch(new Fetch(MID, 4, 0));
    assertEquals(first, again);
    assertEquals(refused(4, Reason.GAP, 4, 3), replica.onFetch(new Fetch(MID, 4, 99)));
  }

  @Test
  void onlyItsNewestPromiseMayFetch() {
    install(1);
    assertEquals(refused(3, Reason.FENCED, 1, 0), replica.onFetch(new Fetch(MID, 3, 0)));
  }

  @Test
  void keepsThePromiseWhenItDiscardsTheLog() {
    install(5);
    replica.discard();
    replica.discard();
    assertTrue(replica.log().isEmpty());
    assertEquals(refused(4, Reason.FENCED, 5, -1), replica.onAppend(append(4, 0, 0)));
    assertEquals(List.of("promise 5", "replace 5", "discard"), store.calls);
  }

  @Test
  void comesBackAsItWasStored() {
    install(1);
    replica.onAppend(append(1, 0, 0, c(1, 1), c(1, 2)));
    replica.onFence(new Fence(MID, 6));
    ReplicaCore again = new ReplicaCore(MID, store);
    assertEquals(6, again.promised());
    assertEquals(new Fenced(MID, 6, 1, 2), again.onFence(new Fence(MID, 6)));
  }

  @Test
  void aLongStoreIsReplacedByTheImageFirst() {
    install(1);
    replica.onAppend(append(1, 0, 0, c(1, 1), c(1, 2)));
    store.isLong = true;
    replica.onAppend(append(1, 1, 2, c(1, 3)));
    assertEquals(List.of("replace 1", "append 1"), store.calls.subList(3, 5));
    PartitionLog loaded = new ReplicaCore(MID, store).log().orElseThrow();
    assertEquals(3, loaded.lastIndex());
    assertEquals(log().chunks(), loaded.chunks());
  }

  @Test
  void whatAnAppendCommitsIsFoldedBeforeItsMarksDropIt() {
    install(1);
    replica.onAppend(append(1, 0, 0, c(1, 1)));
    replica.onAppend(
        new Append(MID, 1, 1, 1, List.of(c(1, 2)), 1, List.of(new ChannelMark(DOWN, 1, 1))));
    assertEquals(1, log().image().index());
    assertEquals(1, log().image().channel(DOWN).ackedOffset());
    assertEquals(0, log().image().channel(DOWN).size());
    assertEquals(2, log().lastIndex());
  }

  @Test
  void aFullStoreChangesNothing() {
    install(1);
    store.full = true;
    assertThrows(LogStoreException.class, () -> replica.onAppend(append(1, 0, 0, c(1, 1))));
    assertThrows(LogStoreException.class, () -> replica.onFence(new Fence(MID, 9)));
    assertEquals(0, log().lastIndex());
    assertEquals(1, replica.promised());
  }

  private void install(long epoch) {
    replica.onInstall(new Install(MID, epoch, chunks().get(0)));
  }

  private static List<ImageChunk> chunks() {
    return PartitionLog.startingAfter(0).chunks();
  }

  private PartitionLog log() {
    return replica.log().orElseThrow();
  }

  private static Commit c(long epoch, long index) {
    return commit(epoch, index);
  }

  private static Append append(long epoch, long prevEpoch, long prevIndex, Commit... commits) {
    return new Append(MID, epoch, prevEpoch, prevIndex, List.of(commits), 0, List.of());
  }

  private static Refused refused(long epoch, Reason reason, long promised, long lastIndex) {
    return new Refused(MID, epoch, reason, promised, lastIndex);
  }
}
