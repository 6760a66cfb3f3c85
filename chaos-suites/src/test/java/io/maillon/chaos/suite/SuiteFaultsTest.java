package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.processes.ProcessBackend;
import io.maillon.chaos.fault.SampleLook;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteFaultsTest {
  @TempDir private Path directory;
  private SampleCluster cluster;
  private Deployment deployment;
  private SuiteFaults faults;
  private Optional<SampleLook> told = Optional.of(SampleLook.of("w1#1", "w2#1"));
  private String evicted = "1 of 1 declared dead";

  /** Coordinators that say what the test says. */
  private final class ToldControl implements Control {
    @Override
    public Optional<StatusDocument> leader() {
      return told.map(SampleLook::document);
    }

    @Override
    public String evict(InstanceId life) {
      cluster.done.add("evict " + life);
      return evicted;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() {
    cluster = new SampleCluster(directory);
    SuiteOptions options =
        new SuiteOptions(
            Suites.named("everything"),
            7,
            Duration.ZERO,
            new ProcessBackend(),
            (jvm, arguments) -> List.of(),
            3,
            3,
            "",
            "",
            List.of(),
            line -> {});
    deployment = new Deployment(options, "p", cluster);
    faults = new SuiteFaults(cluster, deployment, new ToldControl());
  }

  private static Injection fault(FaultKind kind, String... nodes) {
    return new Injection(kind, List.of(nodes), 0);
  }

  private String begin(FaultKind kind, String... nodes) throws IOException {
    return faults.begin(fault(kind, nodes));
  }

  private List<String> done() {
    return List.copyOf(new TreeSet<>(cluster.done));
  }

  @Test
  void offersWhatItMakesOfWhatTheClusterCanDo() {
    Set<FaultKind> missing = EnumSet.allOf(FaultKind.class);
    missing.removeIf(kind -> !kind.isOfSuite());
    missing.removeAll(faults.kinds());
    assertEquals(Set.of(), missing);
    assertFalse(faults.kinds().contains(FaultKind.DISK_FULL));
  }

  @Test
  void isolatedIsWhoIsCutFromAllOthers() throws IOException {
    assertFalse(begin(FaultKind.ISOLATE, "w2").isEmpty());
    assertEquals(
        List.of(
            "begin cut w2 c1",
            "begin cut w2 c2",
            "begin cut w2 c3",
            "begin cut w2 w1",
            "begin cut w2 w3"),
        done());
    cluster.done.clear();
    faults.end(fault(FaultKind.ISOLATE, "w2"));
    assertEquals(5, cluster.done.stream().filter(d -> d.startsWith("end cut w2")).count());
  }

  @Test
  void whoIsCutFromSomeOnlyIsNotIsolated() throws IOException {
    cluster.spare("c3");
    assertEquals("", begin(FaultKind.ISOLATE, "w2"));
  }

  @Test
  void theLifeThatLivesIsSuspected() throws IOException {
    told = Optional.of(SampleLook.of("w1#1", "w2#3"));
    assertTrue(begin(FaultKind.SUSPECT, "w2").startsWith("w2#3: 1 of 1"));
    assertEquals(List.of("evict w2#3"), done());
    evicted = "";
    assertEquals("", begin(FaultKind.SUSPECT, "w2"), "the leader refuses");
    assertEquals("", begin(FaultKind.SUSPECT, "w3"), "the leader does not know it");
  }

  @Test
  void whoIsWipedHasNothingLeft() throws IOException {
    Path log = directory.resolve("c2/raft/group/current/log_0");
    Files.createDirectories(log.getParent());
    Files.writeString(log, "vote");
    assertFalse(begin(FaultKind.WIPE, "c2").isEmpty());
    assertEquals(List.of("begin kill c2"), done());
    assertFalse(Files.exists(directory.resolve("c2/raft")));
    assertEquals("", begin(FaultKind.WIPE, "c3"), "it has stored nothing");
  }

  @Test
  void aDoubleKillTakesBothOrDoesNotCount() throws IOException {
    assertEquals("seen of kill w1 and seen of kill c1", begin(FaultKind.DOUBLE_KILL, "w1", "c1"));
    assertEquals(List.of("begin kill c1", "begin kill w1"), done());
    cluster.spare("w2");
    assertEquals("", begin(FaultKind.DOUBLE_KILL, "w2", "c1"));
    assertEquals("", begin(FaultKind.DOUBLE_KILL, "c1", "w2"));
  }

  @Test
  void aRecoveryIsHitInItsCandidateOrItsLeaderOrNotAtAll() throws IOException {
    assertEquals("", begin(FaultKind.KILL_IN_RECOVERY, "w2"), "nothing recovers");
    assertEquals("", begin(FaultKind.KILL_IN_RECOVERY, "c1"), "nothing recovers");
    told = Optional.of(SampleLook.of("w1#1", "w2#1").claim("w2#1 epoch 5"));
    assertEquals("", begin(FaultKind.KILL_IN_RECOVERY, "w1"), "another one takes over");
    assertEquals("", begin(FaultKind.KILL_IN_RECOVERY, "c2"), "another one leads");
    assertEquals(List.of(), done());
    assertEquals(
        "seen of kill w2 while ledger/0 recovered from crash of w9#1, claimed by w2#1 epoch 5",
        begin(FaultKind.KILL_IN_RECOVERY, "w2"));
    assertTrue(
        begin(FaultKind.KILL_IN_RECOVERY, "c1").startsWith("seen of kill c1 while ledger/0"));
  }

  @Test
  void aLostQuorumStaysDownUntilItsEnd() throws IOException {
    told = Optional.empty();
    String evidence = begin(FaultKind.QUORUM_LOSS, "c1", "c3");
    assertTrue(evidence.endsWith(", nobody answers as leader"), evidence);
    cluster.running.removeAll(Set.of("c1", "c3", "w1"));
    cluster.done.clear();
    deployment.keepUp(0);
    deployment.keepUp(60_000);
    assertEquals(List.of("start w1"), done());
    assertEquals(
        "still nobody answered as leader", faults.end(fault(FaultKind.QUORUM_LOSS, "c1", "c3")));
    deployment.keepUp(120_000);
    deployment.keepUp(180_000);
    assertEquals(List.of("start c1", "start c3", "start w1"), done());
  }

  @Test
  void aMinorityIsNoQuorumLoss() throws IOException {
    cluster.spare("c1");
    told = Optional.empty();
    assertEquals("", begin(FaultKind.QUORUM_LOSS, "c1", "c2"));
    told = Optional.of(SampleLook.of("w1#1", "w2#1"));
    assertEquals(
        "", faults.end(fault(FaultKind.QUORUM_LOSS, "c1", "c2")), "a leader answered all the time");
  }

  @Test
  void aRestartBeginsInOrderAndEndsWithTheNewLife() throws IOException {
    assertEquals("seen of terminate w2", begin(FaultKind.ROLLING_RESTART, "w2"));
    told = Optional.of(SampleLook.of("w1#1", "w2#2").committed(4, 5, 6));
    assertEquals("w2#2 is ALIVE", faults.end(fault(FaultKind.ROLLING_RESTART, "w2")));
    assertEquals("c3 has committed 6", faults.end(fault(FaultKind.ROLLING_RESTART, "c3")));
  }
}
