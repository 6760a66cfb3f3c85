package io.maillon.recovery.instance;

import static io.maillon.recovery.testing.Samples.DOWN;
import static io.maillon.recovery.testing.Samples.MID;
import static io.maillon.recovery.testing.Samples.N1;
import static io.maillon.recovery.testing.Samples.N2;
import static io.maillon.recovery.testing.Samples.N3;
import static io.maillon.recovery.testing.Samples.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.control.FunctionFailed;
import io.maillon.protocol.control.PartitionProgress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whole instances, wired by hand. */
class InstanceCoreTest {
  private Fleet fleet = new Fleet(1, N1, N2, N3);

  @Test
  void carriesRecordsFromSourceToSink() {
    start();
    fleet.feed(3);
    assertEquals(upTo(3), fleet.arrived);
    fleet.feed(40);
    assertEquals(upTo(43), fleet.arrived);
    PartitionProgress up = progress(N1).get(0);
    assertEquals(0, up.inFlightBytes(), "everything is acknowledged");
  }

  @Test
  void aKilledMiddleTakesNothingWithIt() {
    start();
    fleet.feed(20);
    fleet.kill(N2);
    fleet.feed(20);
    assertEquals(upTo(20), fleet.arrived, "nobody works on the middle");
    fleet.move(2, UP, N1, N3);
    fleet.move(2, MID, N3, N1);
    assertEquals(upTo(40), fleet.arrived);
    fleet.feed(5);
    assertEquals(upTo(45), fleet.arrived);
  }

  @Test
  void aKilledSourceGoesOnFromItsPosition() {
    start();
    fleet.feed(10);
    fleet.kill(N1);
    fleet.move(2, UP, N2, N3);
    fleet.move(2, MID, N2, N3);
    fleet.feed(10);
    assertEquals(upTo(20), fleet.arrived);
  }

  @Test
  void changingReplicasStopsNothing() {
    start();
    fleet.feed(5);
    fleet.move(2, MID, N2, N1);
    fleet.move(3, MID, N2, N3);
    fleet.feed(5);
    assertEquals(upTo(10), fleet.arrived);
  }

  @Test
  void handingOverALivingPartitionLosesNothing() {
    start();
    fleet.feed(5);
    fleet.move(2, MID, N3, N2);
    fleet.feed(5);
    fleet.move(3, MID, N2, N3);
    fleet.feed(5);
    assertEquals(upTo(15), fleet.arrived, "also when office returns to a former owner");
  }

  @Test
  void theEndTravelsThroughAllStages() {
    start();
    fleet.feed(7);
    fleet.endSource();
    assertEquals(upTo(7), fleet.arrived);
    assertEquals(Set.of(UP, MID, DOWN), finishing());
  }

  /** It may begin anew after its end, and send here what it had sent elsewhere. */
  @Test
  void anUpstreamWithoutALogHasEndedWhenItIsFinished() {
    fleet = new Fleet(0, N1, N2, N3);
    fleet.tellAll();
    fleet.move(1, UP, N1);
    fleet.move(1, MID, N2);
    fleet.move(1, DOWN, N3);
    fleet.feed(7);
    fleet.endSource();
    assertEquals(upTo(7), fleet.arrived);
    assertEquals(Set.of(UP), finishing());
    fleet.finish();
    assertEquals(Set.of(UP, MID), finishing());
    fleet.finish();
    assertEquals(Set.of(UP, MID, DOWN), finishing());
  }

  private Set<PartitionId> finishing() {
    return fleet.toCoordinator.stream()
        .filter(Finish.class::isInstance)
        .map(m -> ((Finish) m).partition())
        .collect(Collectors.toSet());
  }

  @Test
  void withoutReplicasARecordLivesUpstreamUntilItsOutputsAreAcknowledged() {
    fleet = new Fleet(0, N1, N2, N3);
    fleet.tellAll();
    fleet.move(1, UP, N1);
    fleet.move(1, MID, N2);
    fleet.feed(6);
    assertTrue(progress(N1).get(0).inFlightBytes() > 0, "nobody took the middle's outputs yet");
    fleet.kill(N2);
    fleet.move(2, MID, N3);
    fleet.move(1, DOWN, N1);
    assertEquals(upTo(6), fleet.arrived);
    fleet.feed(3);
    assertEquals(upTo(9), fleet.arrived);
    assertEquals(0, progress(N1).stream().mapToLong(PartitionProgress::inFlightBytes).sum());
  }

  @Test
  void withoutASinkBuffersStayBounded() {
    fleet.tellAll();
    fleet.move(1, UP, N1, N2);
    fleet.move(1, MID, N2, N3);
    fleet.feed(500);
    for (var core : fleet.cores.values()) {
      for (PartitionProgress p : core.heartbeat(0, 0, Long.MAX_VALUE - 1).partitions()) {
        assertTrue(p.logBytes() <= 8192 + 2048, p.partition() + " " + p.logBytes());
        assertTrue(p.waitingBytes() <= 4096 + 256, p.partition() + " " + p.waitingBytes());
        assertFalse(p.waitsFor().isEmpty());
      }
    }
    fleet.move(1, DOWN, N3, N1);
    assertEquals(upTo(500), fleet.arrived);
  }

  @Test
  void aFailedFunctionIsReportedUntilTheCoordinatorActs() {
    start();
    fleet.cores.get(N2).onWorkFailed(MID, 1, "record 3: no number", 0);
    fleet.feed(3);
    long reports = fleet.toCoordinator.stream().filter(FunctionFailed.class::isInstance).count();
    assertTrue(reports >= 2);
    assertEquals(List.of(), fleet.arrived);
  }

  private void start() {
    fleet.tellAll();
    fleet.move(1, UP, N1, N2);
    fleet.move(1, MID, N2, N3);
    fleet.move(1, DOWN, N3, N1);
  }

  private List<PartitionProgress> progress(io.maillon.protocol.InstanceId id) {
    return fleet.cores.get(id).heartbeat(0, 0, Long.MAX_VALUE - 1).partitions();
  }

  private static List<String> upTo(int last) {
    return LongStream.rangeClosed(1, last).mapToObj(i -> "r" + i).toList();
  }
}
