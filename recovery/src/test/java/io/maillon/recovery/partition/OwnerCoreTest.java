package io.maillon.recovery.partition;

import static io.maillon.recovery.testing.Samples.DOWN;
import static io.maillon.recovery.testing.Samples.MID;
import static io.maillon.recovery.testing.Samples.N1;
import static io.maillon.recovery.testing.Samples.N2;
import static io.maillon.recovery.testing.Samples.N3;
import static io.maillon.recovery.testing.Samples.commit;
import static io.maillon.recovery.testing.Samples.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.Install;
import io.maillon.recovery.log.PartitionLog;
import io.maillon.recovery.testing.FakeStore;
import io.maillon.recovery.testing.Sent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an owner in office tells its replicas, and whom it waits for. */
class OwnerCoreTest {
  private static final Configuration ACTIVE = Configuration.of(1, N1, List.of(N2));

  private final Sent sent = new Sent();
  private final ReplicaCore held = new ReplicaCore(MID, new FakeStore());
  private OwnerCore owner;

  @BeforeEach
  void takeOffice() {
    held.adopt(1, PartitionLog.startingAfter(0).chunks());
    Replication replication = new Replication(MID, held.log().orElseThrow(), sent, 1);
    owner = new OwnerCore(MID, ACTIVE, true, held, replication);
    confirm(N2, 1, 0);
    sent.take();
  }

  @Test
  void whatWasAcknowledgedGoesWithTheNextCommit() {
    owner.append(commit(1, 1));
    confirm(N2, 1, 1);
    owner.acknowledge(DOWN, 1);
    sent.take();
    owner.append(commit(1, 2));
    Append append = sent.one(Append.class);
    assertEquals(List.of(new ChannelMark(DOWN, 1, 1)), append.marks());
    assertEquals(1, append.committedIndex());
  }

  @Test
  void whatIsCommittedIsToldOnceAfterSomeQuiet() {
    owner.append(commit(1, 1));
    confirm(N2, 1, 1);
    sent.take();
    for (int i = 0; i < 4; i++) {
      owner.onTick();
    }
    assertTrue(sent.take().isEmpty(), "a commit may come and tell it");
    owner.onTick();
    Append told = sent.one(Append.class);
    assertEquals(List.of(), told.commits());
    assertEquals(1, told.committedIndex());
    for (int i = 0; i < 20; i++) {
      owner.onTick();
    }
    assertTrue(sent.take().isEmpty());
  }

  @Test
  void aProposedReplicaCountsFromStreamingOn() {
    propose();
    owner.append(commit(2, 1));
    confirm(N2, 2, 1);
    assertEquals(1, owner.committedIndex(), "N3 has no image yet");
    assertEquals(Optional.empty(), owner.readyToActivate());
    confirm(N3, 2, 0);
    owner.append(commit(2, 2));
    confirm(N2, 2, 2);
    assertEquals(1, owner.committedIndex());
    confirm(N3, 2, 2);
    assertEquals(2, owner.committedIndex());
    assertEquals(Optional.of(2L), owner.readyToActivate());
  }

  @Test
  void whoInstallsTooSlowlyGetsAnotherImage() {
    propose();
    for (long i = 1; i <= 20; i++) {
      owner.append(large(i));
      confirm(N2, 2, i);
      assertTrue(owner.log().keptBytes() <= 10 << 20, "keeps " + owner.log().keptBytes());
    }
    sent.take();
    confirm(N3, 2, 0);
    assertEquals(20, sent.take(Install.class).get(0).chunk().header().index());
  }

  private void propose() {
    owner.propose(new Claim(2, N1, List.of(N2, N3)), ACTIVE);
    confirm(N2, 2, 0);
    sent.take();
  }

  private void confirm(InstanceId replica, long epoch, long index) {
    owner.onAppended(replica, new Appended(MID, epoch, index));
  }

  private static Commit large(long index) {
    return new Commit(
        2, index, List.of(), List.of(), List.of(set("key", "x".repeat(1 << 20))), false);
  }
}
