package io.maillon.recovery.partition;

import static io.maillon.recovery.testing.Samples.DOWN;
import static io.maillon.recovery.testing.Samples.MID;
import static io.maillon.recovery.testing.Samples.N2;
import static io.maillon.recovery.testing.Samples.commit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.Refused;
import io.maillon.protocol.peer.Refused.Reason;
import io.maillon.recovery.log.PartitionLog;
import io.maillon.recovery.testing.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How one member is brought to the log of the one who speaks. */
class MemberProgressTest {
  private final Sent sent = new Sent();
  private PartitionLog log = PartitionLog.startingAfter(0);
  private Replication replication;

  @Test
  void probesTheTipThenStreams() {
    begin(3, 5);
    assertEquals(append(5, 3), sent.one(Append.class));
    appended(5, 3);
    assertTrue(sent.take().isEmpty());
    log.append(commit(5, 4));
    replication.push(3, List.of());
    log.append(commit(5, 5));
    replication.push(3, List.of());
    List<Append> streamed = sent.take(Append.class);
    assertEquals(List.of(commit(5, 4)), streamed.get(0).commits());
    assertEquals(List.of(commit(5, 5)), streamed.get(1).commits(), "without waiting");
    assertEquals(3, replication.heldByAll(List.of(N2)));
    appended(5, 5);
    assertEquals(5, replication.heldByAll(List.of(N2)));
  }

  @Test
  void aGapIsProbedOnceAtTheTipOfTheOther() {
    begin(3, 5);
    sent.take();
    refused(5, Reason.GAP, 1);
    assertEquals(append(5, 1), sent.one(Append.class));
    appended(5, 1);
    assertEquals(2, sent.one(Append.class).commits().size());
  }

  @Test
  void aSecondGapIsInstalled() {
    begin(3, 5);
    refused(5, Reason.GAP, 1);
    sent.take();
    refused(5, Reason.GAP, 1);
    assertEquals(3, sent.one(Install.class).chunk().header().index());
    refused(5, Reason.GAP, 1);
    assertTrue(sent.take().isEmpty(), "an answer to what was sent before");
    appended(5, 3);
    assertEquals(3, replication.heldByAll(List.of(N2)));
  }

  @Test
  void whoIsAheadOrHasNoLogIsInstalled() {
    begin(3, 5);
    sent.take();
    refused(5, Reason.GAP, 7);
    sent.one(Install.class);
    begin(3, 5);
    sent.take();
    refused(5, Reason.NO_LOG, -1);
    sent.one(Install.class);
  }

  @Test
  void anEmptyLogIsInstalledNeverProbed() {
    log = PartitionLog.startingAfter(7L << 40);
    replication = new Replication(MID, log, sent, 7);
    replication.setMembers(List.of(N2), List.of(N2), 0);
    assertEquals(7L << 40, sent.one(Install.class).chunk().header().lastOffset());
  }

  @Test
  void whoIsNotOfTheActiveConfigurationIsInstalledAtOnce() {
    log = PartitionLog.startingAfter(0);
    log.append(commit(1, 1));
    replication = new Replication(MID, log, sent, 5);
    replication.setMembers(List.of(N2), List.of(), 1);
    sent.one(Install.class);
  }

  @Test
  void chunksAreSentFourAhead() {
    log = Images.logWith(5, 1, 8);
    log.foldTo(1);
    replication = new Replication(MID, log, sent, 5);
    replication.setMembers(List.of(N2), List.of(N2), 1);
    sent.take();
    refused(5, Reason.NO_LOG, -1);
    List<Install> first = sent.take(Install.class);
    assertEquals(List.of(0, 1, 2, 3), first.stream().map(i -> i.chunk().number()).toList());
    replication.onInstallTaken(N2, new InstallTaken(MID, 5, 0));
    assertEquals(4, sent.one(Install.class).chunk().number());
    replication.onInstallTaken(N2, new InstallTaken(MID, 4, 1));
    assertTrue(sent.take().isEmpty(), "of another epoch");
  }

  @Test
  void startsOverWhenTheConnectionIsNew() {
    begin(3, 5);
    sent.take();
    refused(5, Reason.NO_LOG, -1);
    replication.onDisconnected(N2);
    appended(5, 3);
    log.append(commit(5, 4));
    replication.push(3, List.of());
    sent.one(Install.class);
    replication.onConnected(N2, 3);
    replication.onConnected(N2, 3);
    Append probe = sent.one(Append.class);
    assertEquals(4, probe.previousIndex());
    assertEquals(5, probe.previousEpoch());
    assertTrue(probe.commits().isEmpty());
  }

  @Test
  void aNewEpochMakesEarlierConfirmationsVoid() {
    begin(3, 5);
    appended(5, 3);
    sent.take();
    replication.speakIn(6, 3);
    assertEquals(append(6, 3), sent.one(Append.class));
    assertEquals(-1, replication.heldByAll(List.of(N2)));
    appended(5, 3);
    assertEquals(-1, replication.heldByAll(List.of(N2)));
    appended(6, 3);
    assertEquals(3, replication.heldByAll(List.of(N2)));
  }

  @Test
  void tellsMarksBehindTheCommits() {
    begin(1, 5);
    appended(5, 1);
    log.append(commit(5, 2));
    sent.take();
    replication.tell(1, List.of(new ChannelMark(DOWN, 1, 1)));
    List<Append> told = sent.take(Append.class);
    assertEquals(1, told.get(0).commits().size());
    assertEquals(2, told.get(1).previousIndex());
    assertEquals(1, told.get(1).marks().size());
  }

  @Test
  void nobodyHoldsWhatOneLacks() {
    begin(3, 5);
    assertTrue(replication.allHold(List.of(), 99));
    assertEquals(List.of(N2), replication.lacking(List.of(N2), 0));
  }

  private void begin(int commits, long epoch) {
    log = PartitionLog.startingAfter(0);
    for (int i = 1; i <= commits; i++) {
      log.append(commit(1, i));
    }
    replication = new Replication(MID, log, sent, epoch);
    replication.setMembers(List.of(N2), List.of(N2), commits);
  }

  private void appended(long epoch, long index) {
    replication.onAppended(N2, new Appended(MID, epoch, index), log.lastIndex());
  }

  private void refused(long epoch, Reason reason, long lastIndex) {
    replication.onRefused(N2, new Refused(MID, epoch, reason, epoch, lastIndex), log.lastIndex());
  }

  private static Append append(long epoch, long index) {
    return new Append(MID, epoch, 1, index, List.of(), index, List.of());
  }
}
