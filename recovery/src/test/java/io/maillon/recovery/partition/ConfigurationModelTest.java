package io.maillon.recovery.partition;

import static io.maillon.recovery.testing.Samples.MID;
import static io.maillon.recovery.testing.Samples.N1;
import static io.maillon.recovery.testing.Samples.N2;
import static io.maillon.recovery.testing.Samples.N3;
import static io.maillon.recovery.testing.Samples.N4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.peer.Fence;
import io.maillon.protocol.peer.Fenced;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.Install;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One test per action of docs/protocol's model, named after it, and per mutant that it kills. */
class ConfigurationModelTest {
  private final Cluster cluster = new Cluster(N1, N2, N3, N4);

  @BeforeEach
  void oneOwnsTwoReplicates() {
    cluster.establish(1, N1, N2);
  }

  @Test
  void commitNeedsEveryReplica() {
    cluster.append(N1);
    assertEquals(0, cluster.owner(N1).committedIndex());
    cluster.run();
    assertEquals(1, cluster.owner(N1).committedIndex());
    cluster.cut(N2);
    cluster.append(N1);
    cluster.run();
    assertEquals(1, cluster.owner(N1).committedIndex());
    assertEquals(java.util.List.of(N2), cluster.cores.get(N1).waitsFor());
    cluster.heal(N2);
    cluster.run();
    assertEquals(2, cluster.owner(N1).committedIndex());
  }

  @Test
  void commitWithTwoReplicasNeedsBoth() {
    cluster.establish(2, N1, N2, N3);
    cluster.cut(N3);
    cluster.append(N1);
    cluster.run();
    assertEquals(1, cluster.lastIndex(N2));
    assertEquals(0, cluster.owner(N1).committedIndex());
  }

  @Test
  void fenceEndsTheFormerOwner() {
    cluster.claim(2, N3, N2);
    cluster.runUntil(Fenced.class);
    cluster.append(N1);
    cluster.run();
    assertTrue(cluster.cores.get(N1).owner().isEmpty(), "its append was refused");
    assertEquals(CandidateCore.Phase.INSTALLED, candidate().phase());
  }

  @Test
  void proposeTakesAllThatIsCommitted() {
    cluster.append(N1);
    cluster.append(N1);
    cluster.run();
    cluster.cut(N1);
    cluster.establish(2, N3, N4);
    assertEquals(2, cluster.owner(N3).committedIndex());
    assertEquals(2, cluster.lastIndex(N4));
    cluster.append(N3);
    cluster.run();
    assertEquals(3, cluster.owner(N3).committedIndex());
  }

  @Test
  void installReplacesWhatContradictsIt() {
    cluster.cut(N2);
    cluster.append(N1);
    cluster.append(N1);
    cluster.cut(N1);
    cluster.heal(N2);
    cluster.establish(2, N3, N2);
    cluster.append(N3);
    cluster.run();
    cluster.heal(N1);
    cluster.tell(N1);
    assertTrue(cluster.cores.get(N1).owner().isEmpty());
    cluster.establish(3, N3, N1);
    assertEquals(1, cluster.lastIndex(N1));
    assertEquals(2, cluster.cores.get(N1).held().log().orElseThrow().lastEpoch());
  }

  @Test
  void whoeverIsInstalledUponLeavesOffice() {
    cluster.cut(N1);
    cluster.claim(2, N3, N1);
    cluster.run();
    cluster.heal(N1);
    assertTrue(cluster.cores.get(N1).owner().isPresent());
    cluster.run();
    assertTrue(cluster.cores.get(N1).owner().isEmpty());
  }

  @Test
  void activateNeedsEveryMemberInstalled() {
    cluster.cut(N4);
    cluster.claim(2, N3, N2, N4);
    cluster.run();
    assertEquals(CandidateCore.Phase.INSTALLING, candidate().phase());
    assertEquals(Optional.empty(), cluster.cores.get(N3).readyToActivate());
    cluster.heal(N4);
    cluster.run();
    assertEquals(Optional.of(2L), cluster.cores.get(N3).readyToActivate());
  }

  @Test
  void anOutdatedCandidateGivesUp() {
    cluster.claim(2, N3, N2);
    cluster.run();
    cluster.claim(3, N4, N2);
    cluster.tell(N3);
    assertTrue(cluster.cores.get(N3).candidate().isEmpty());
    cluster.run();
    cluster.activate();
    cluster.tell(N4);
    assertEquals(3, cluster.owner(N4).epoch());
  }

  @Test
  void joinCatchesUpFirstThenNeedsBothSets() {
    cluster.append(N1);
    cluster.run();
    cluster.cut(N3);
    cluster.claim(2, N1, N3);
    cluster.append(N1);
    cluster.run();
    assertEquals(2, cluster.owner(N1).committedIndex(), "who lags behind holds nobody up");
    assertEquals(Optional.empty(), cluster.cores.get(N1).readyToActivate());
    cluster.heal(N3);
    cluster.run();
    assertEquals(Optional.of(2L), cluster.cores.get(N1).readyToActivate());
    cluster.cut(N3);
    cluster.append(N1);
    cluster.run();
    assertEquals(3, cluster.lastIndex(N2));
    assertEquals(2, cluster.owner(N1).committedIndex(), "from now on both are needed");
  }

  @Test
  void joinSpeaksInTheNewEpochToTheOldMembersToo() {
    cluster.claim(4, N1, N3);
    cluster.run();
    assertEquals(4, cluster.cores.get(N2).held().promised());
    assertEquals(4, cluster.cores.get(N3).held().promised());
    assertEquals(4, cluster.cores.get(N1).held().promised());
    assertEquals(1, cluster.owner(N1).epoch());
    assertEquals(4, cluster.owner(N1).speaks());
  }

  @Test
  void switchThenLearnNeedsTheNewSetOnly() {
    cluster.claim(2, N1, N3);
    cluster.run();
    cluster.activate();
    cluster.append(N1);
    cluster.cut(N2);
    cluster.run();
    assertEquals(0, cluster.owner(N1).committedIndex(), "not learnt yet");
    cluster.tell(N1, N2, N3);
    assertEquals(1, cluster.owner(N1).committedIndex());
    assertEquals(2, cluster.owner(N1).epoch());
    assertTrue(cluster.cores.get(N2).held().log().isEmpty(), "who is no member forgets the log");
    assertEquals(2, cluster.cores.get(N2).held().promised(), "and keeps the promise");
  }

  @Test
  void proposeAgainWithAnotherSet() {
    cluster.cut(N2);
    cluster.cut(N3);
    cluster.append(N1);
    cluster.claim(2, N1, N3);
    cluster.claim(3, N1, N4);
    cluster.run();
    assertEquals(Optional.of(3L), cluster.cores.get(N1).readyToActivate());
    cluster.activate();
    cluster.tell(N1);
    assertEquals(1, cluster.owner(N1).committedIndex());
    assertFalse(cluster.cores.get(N1).peers().contains(N3));
  }

  @Test
  void aClaimIsTakenUpOnce() {
    Assign old = cluster.claim(2, N3, N2);
    cluster.run();
    cluster.activate();
    cluster.tell(N3);
    cluster.append(N3);
    cluster.run();
    cluster.cores.get(N3).onAssign(old);
    assertEquals(
        1, cluster.owner(N3).committedIndex(), "a coordinator that lags behind repeats it");
    cluster.claim(4, N1, N2);
    cluster.run();
    cluster.cores.get(N3).onAssign(old);
    assertTrue(cluster.cores.get(N3).candidate().isEmpty());
  }

  @Test
  void outdatedAssignsAreIgnored() {
    cluster.claim(3, N1, N3);
    cluster.run();
    Assign late =
        new Assign(
            MID,
            new io.maillon.protocol.Claim(2, N2, java.util.List.of(N3)),
            cluster.active,
            false);
    cluster.cores.get(N2).onAssign(late);
    assertTrue(cluster.cores.get(N2).candidate().isEmpty(), "its own log is under a promise");
    cluster.cores.get(N4).onAssign(late);
    assertTrue(cluster.cores.get(N4).candidate().isEmpty(), "it is not the candidate");
  }

  @Test
  void theCandidateMayBeAReplicaItself() {
    cluster.append(N1);
    cluster.run();
    cluster.cut(N1);
    cluster.claim(2, N2, N3);
    assertEquals(
        CandidateCore.Phase.INSTALLING, cluster.cores.get(N2).candidate().orElseThrow().phase());
    cluster.run();
    cluster.activate();
    cluster.tell(N2, N3);
    assertEquals(1, cluster.owner(N2).committedIndex());
  }

  @Test
  void theSourceMayBeLostWhileFetching() {
    cluster.establish(2, N1, N2, N4);
    cluster.append(N1);
    cluster.run();
    cluster.cut(N1);
    cluster.claim(3, N3, N2);
    cluster.runUntil(Fetched.class);
    assertEquals(CandidateCore.Phase.FETCHING, candidate().phase());
    cluster.cut(N2);
    assertEquals(CandidateCore.Phase.FENCING, candidate().phase());
    cluster.run();
    assertEquals(CandidateCore.Phase.INSTALLING, candidate().phase(), "from the other one");
    cluster.heal(N2);
    cluster.run();
    assertEquals(CandidateCore.Phase.INSTALLED, candidate().phase());
    assertEquals(1, cluster.lastIndex(N3));
  }

  @Test
  void aFormerOwnerThatLivesNeedsNoReplicaToStandAgain() {
    cluster.append(N1);
    cluster.run();
    cluster.claim(2, N3, N2);
    cluster.runUntil(Fenced.class);
    cluster.append(N1);
    cluster.run();
    assertTrue(cluster.cores.get(N1).owner().isEmpty(), "fenced, and yet alive");
    cluster.cut(N2);
    cluster.cut(N3);
    cluster.establish(3, N1, N4);
    assertEquals(2, cluster.owner(N1).committedIndex());
    assertEquals(2, cluster.lastIndex(N4));
  }

  @Test
  void aCandidateFollowsAReplicaThatIsRenamed() {
    cluster.append(N1);
    cluster.run();
    cluster.cut(N1);
    cluster.cut(N2);
    cluster.claim(2, N3, N4);
    cluster.run();
    assertEquals(CandidateCore.Phase.FENCING, candidate().phase());
    InstanceId reborn = new InstanceId("n2", 2);
    cluster.restart(N2, reborn);
    cluster.run();
    assertEquals(CandidateCore.Phase.FENCING, candidate().phase(), "a stranger to it");
    cluster.tell(N3);
    assertTrue(cluster.cores.get(N3).peers().contains(reborn));
    cluster.run();
    assertEquals(CandidateCore.Phase.INSTALLED, candidate().phase());
    assertEquals(1, cluster.lastIndex(N4));
  }

  @Test
  void aCandidateFollowsARenameWhileItFetches() {
    cluster.cut(N1);
    cluster.claim(2, N3, N4);
    cluster.runUntil(Fetched.class);
    InstanceId reborn = new InstanceId("n2", 2);
    cluster.restart(N2, reborn);
    cluster.tell(N3);
    cluster.run();
    assertEquals(CandidateCore.Phase.INSTALLED, candidate().phase());
  }

  @Test
  void nothingIsForgottenWhileAPromiseIsAhead() {
    cluster.claim(2, N3, N4);
    cluster.runUntil(Install.class);
    cluster.run();
    boolean something =
        cluster
            .cores
            .get(N4)
            .onEntry(new PartitionEntry(MID, cluster.active, Optional.empty(), false));
    assertTrue(something, "it may be a member by now, for all it knows");
    assertEquals(0, cluster.lastIndex(N4));
  }

  @Test
  void aFinishedPartitionNeedsNobody() {
    assertFalse(
        cluster
            .cores
            .get(N1)
            .onEntry(new PartitionEntry(MID, cluster.active, Optional.empty(), true)));
    assertTrue(cluster.cores.get(N1).owner().isEmpty());
    assertTrue(cluster.cores.get(N1).held().log().isEmpty());
  }

  @Test
  void aPromiseAboveItsEpochEndsAnOffice() {
    cluster.cores.get(N1).onFence(N4, new Fence(MID, 9));
    assertTrue(cluster.cores.get(N1).owner().isEmpty());
  }

  private CandidateCore candidate() {
    return cluster.cores.get(N3).candidate().orElseThrow();
  }
}
