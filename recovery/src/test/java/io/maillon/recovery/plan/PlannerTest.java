package io.maillon.recovery.plan;

import static io.maillon.recovery.testing.Samples.MID;
import static io.maillon.recovery.testing.Samples.N1;
import static io.maillon.recovery.testing.Samples.N2;
import static io.maillon.recovery.testing.Samples.N3;
import static io.maillon.recovery.testing.Samples.N4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private final List<InstanceView> living = new ArrayList<>();

  @Test
  void dealsPartitionsAtTheStart() {
    live(N1, N2, N3);
    PipelineSpec spec = spec(4, 2, 1, LogKind.MEMORY);
    List<PartitionView> views = new ArrayList<>();
    spec.partitions().forEach(p -> views.add(view(p, Configuration.NONE, 0)));
    List<Plan.Move> moves = Planner.plan(spec, views, living).moves();
    assertEquals(List.of(N1, N2, N1, N2), moves.stream().map(m -> m.claim().candidate()).toList());
    assertTrue(moves.stream().allMatch(Plan.Move::fresh));
    assertEquals("start", moves.get(0).cause());
  }

  @Test
  void leavesAloneWhatIsWhole() {
    live(N1, N2, N3);
    Plan plan = plan(1, LogKind.MEMORY, owned(4, N1, N2));
    assertTrue(plan.moves().isEmpty() && plan.lost().isEmpty() && plan.waiting().isEmpty());
  }

  @Test
  void replacesALostReplica() {
    live(N1, N3);
    Plan.Move move = plan(1, LogKind.MEMORY, owned(4, N1, N2)).moves().get(0);
    assertEquals(new Claim(5, N1, List.of(N3)), move.claim());
    assertFalse(move.fresh());
    assertEquals("loss of replica n2#1", move.cause());
  }

  @Test
  void waitsWhenNobodyCanHoldAReplica() {
    live(N1);
    Plan plan = plan(1, LogKind.MEMORY, owned(4, N1, N2));
    assertTrue(plan.moves().isEmpty());
    assertEquals("waits for an instance that can hold a replica", plan.waiting().get(MID));
  }

  @Test
  void takesMoreReplicasWhenThereIsRoom() {
    live(N1, N2, N3);
    Plan.Move move = plan(2, LogKind.MEMORY, owned(4, N1, N2)).moves().get(0);
    assertEquals(List.of(N2, N3), move.claim().replicas());
    assertEquals("room for more replicas", move.cause());
  }

  @Test
  void aReplicaSucceedsALostOwner() {
    live(N2, N3);
    Plan.Move move = plan(1, LogKind.MEMORY, owned(4, N1, N2)).moves().get(0);
    assertEquals(new Claim(5, N2, List.of(N3)), move.claim());
    assertEquals("loss of owner n1#1", move.cause());
  }

  @Test
  void aSurvivorSucceedsWhereReplicasCannotRunTheStage() {
    living.add(new InstanceView(N2, "h", List.of(), true, List.of()));
    living.add(new InstanceView(N3, "h", List.of("other"), false, List.of()));
    living.add(new InstanceView(N4, "h", List.of("mid"), false, List.of()));
    Plan.Move move = plan(1, LogKind.MEMORY, owned(4, N1, N2)).moves().get(0);
    assertEquals(new Claim(5, N4, List.of(N2)), move.claim());
    living.remove(2);
    assertEquals(
        "waits for an instance that can run stage mid",
        plan(1, LogKind.MEMORY, owned(4, N1, N2)).waiting().get(MID));
  }

  @Test
  void otherHostsHoldReplicasFirst() {
    living.add(new InstanceView(N1, "a", List.of(), false, List.of()));
    living.add(new InstanceView(N2, "a", List.of(), false, List.of()));
    living.add(new InstanceView(N3, "b", List.of(), false, List.of()));
    assertEquals(
        List.of(N3), plan(1, LogKind.MEMORY, owned(4, N1, N4)).moves().get(0).claim().replicas());
  }

  @Test
  void allMembersGoneIsALoss() {
    live(N3, N4);
    Plan plan = plan(1, LogKind.MEMORY, owned(4, N1, N2));
    assertEquals(List.of(MID), plan.lost());
    assertTrue(plan.moves().isEmpty());
  }

  @Test
  void anAcceptedLossBeginsAnew() {
    live(N3, N4);
    Configuration gone = owned(4, N1, N2);
    PartitionView view = new PartitionView(MID, gone, 4, Optional.empty(), false, true);
    Plan.Move move = plan(1, LogKind.MEMORY, view).moves().get(0);
    assertTrue(move.fresh());
    assertEquals(5, move.claim().epoch());
  }

  @Test
  void withoutReplicasInMemoryItBeginsAnewElsewhere() {
    live(N2);
    Plan.Move move = plan(0, LogKind.MEMORY, owned(4, N1)).moves().get(0);
    assertEquals(new Claim(5, N2, List.of()), move.claim());
    assertTrue(move.fresh());
  }

  @Test
  void aFileIsTakenUpByTheLifeThatCarriesItOnly() {
    live(N2);
    assertEquals(
        "waits for the file of n1#1", plan(0, LogKind.FILE, owned(4, N1)).waiting().get(MID));
    InstanceId next = new InstanceId("n1", 2);
    living.add(new InstanceView(next, "h", List.of(), false, List.of(N1)));
    Plan.Move move = plan(0, LogKind.FILE, owned(4, N1)).moves().get(0);
    assertEquals(next, move.claim().candidate());
    assertFalse(move.fresh());
  }

  @Test
  void replicatedFilesAreAwaitedNotLost() {
    live(N3, N4);
    Plan plan = plan(1, LogKind.FILE, owned(4, N1, N2));
    assertTrue(plan.lost().isEmpty());
    assertEquals("waits for the files of one of [n2#1]", plan.waiting().get(MID));
  }

  @Test
  void aSoundClaimIsLeftToItsCandidate() {
    live(N2, N3);
    assertTrue(plan(1, LogKind.MEMORY, claimed(N2, N3, false)).moves().isEmpty());
  }

  @Test
  void aClaimWhoseMembersDiedIsReplaced() {
    live(N2, N4);
    Plan.Move move = plan(1, LogKind.MEMORY, claimed(N2, N3, false)).moves().get(0);
    assertEquals(new Claim(6, N2, List.of(N4)), move.claim());
  }

  @Test
  void aStuckClaimGoesToSomebodyElse() {
    live(N2, N3);
    Plan.Move move = plan(1, LogKind.MEMORY, claimed(N2, N3, true)).moves().get(0);
    assertEquals(N3, move.claim().candidate());
    assertEquals(6, move.claim().epoch());
  }

  @Test
  void aLivingOwnerIsPutBackAfterAClaimThatCameToNothing() {
    live(N1, N2);
    Plan.Move move = plan(1, LogKind.MEMORY, claimed(N3, N2, false)).moves().get(0);
    assertEquals(new Claim(6, N1, List.of(N2)), move.claim());
    assertEquals("an outdated claim", move.cause());
  }

  @Test
  void loadIsSpread() {
    live(N2, N3);
    PartitionId other = new PartitionId("mid", 1);
    Plan plan =
        Planner.plan(
            spec(2, 1, 0, LogKind.MEMORY),
            List.of(view(MID, owned(4, N1), 4), view(other, owned(4, N1), 4)),
            living);
    assertEquals(List.of(N2, N3), plan.moves().stream().map(m -> m.claim().candidate()).toList());
  }

  private void live(InstanceId... ids) {
    for (InstanceId id : ids) {
      living.add(new InstanceView(id, "h", List.of(), false, List.of()));
    }
  }

  private static Configuration owned(long epoch, InstanceId owner, InstanceId... replicas) {
    return Configuration.of(epoch, owner, List.of(replicas));
  }

  /** Owned by n1 with replica n2 in epoch 4, claimed in epoch 5. */
  private static PartitionView claimed(InstanceId candidate, InstanceId replica, boolean stuck) {
    Claim claim = new Claim(5, candidate, List.of(replica));
    return new PartitionView(MID, owned(4, N1, N2), 5, Optional.of(claim), stuck, false);
  }

  private static PartitionView view(PartitionId id, Configuration active, long newest) {
    return new PartitionView(id, active, newest, Optional.empty(), false, false);
  }

  private Plan plan(int replication, LogKind log, Configuration active) {
    return plan(replication, log, view(MID, active, active.epoch()));
  }

  private Plan plan(int replication, LogKind log, PartitionView view) {
    return Planner.plan(spec(1, 1, replication, log), List.of(view), living);
  }

  private static PipelineSpec spec(int partitions, int instances, int replication, LogKind log) {
    StageSpec mid =
        new StageSpec(
            "mid",
            StageSpec.Kind.FUNCTION,
            "F",
            partitions,
            instances,
            replication,
            log,
            Collections.emptyMap());
    return new PipelineSpec("p", List.of(mid), List.of(), Limits.DEFAULT);
  }
}
