package io.maillon.detector.evidence;

import static io.maillon.detector.evidence.Verdict.Status.ALIVE;
import static io.maillon.detector.evidence.Verdict.Status.DEAD;
import static io.maillon.detector.evidence.Verdict.Status.SUSPECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.detector.evidence.Evidence.Connected;
import io.maillon.detector.evidence.Evidence.ConnectionClosed;
import io.maillon.detector.evidence.Evidence.ConnectionRefused;
import io.maillon.detector.evidence.Evidence.Heartbeat;
import io.maillon.detector.evidence.Evidence.HeartbeatsLate;
import io.maillon.detector.evidence.Evidence.NoProgress;
import io.maillon.detector.evidence.Evidence.PeerReport;
import io.maillon.detector.evidence.Evidence.PeerView;
import io.maillon.detector.evidence.Evidence.ProcessExited;
import io.maillon.detector.evidence.Evidence.Progress;
import io.maillon.detector.evidence.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every rule of docs/protocol/failure-detector.md as a row: evidence, time, verdict, reason. */
class FusionTableTest {
  private static final long MS = 1_000_000L;

  private record Step(long atMs, Evidence<String> evidence) {}

  private record Row(String name, List<Step> steps, boolean others) {
    static Row of(String name) {
      return new Row(name, new ArrayList<>(), true);
    }

    Row at(long ms, Evidence<String> evidence) {
      steps.add(new Step(ms, evidence));
      return this;
    }

    Row alone() {
      return new Row(name, steps, false);
    }

    DynamicTest gives(long judgedMs, Status status, String reason) {
      return DynamicTest.dynamicTest(name, () -> check(judgedMs, status, reason));
    }

    private void check(long judgedMs, Status status, String reason) {
      EvidenceFusion<String> fusion = new EvidenceFusion<>("n4", FusionSettings.DEFAULTS, 0);
      fusion.accept(new Connected<>(), 0);
      for (Step step : steps) {
        fusion.accept(step.evidence(), step.atMs() * MS);
        fusion.judge(others, step.atMs() * MS);
      }
      Verdict<String> verdict = fusion.judge(others, judgedMs * MS);
      assertEquals(status + ": " + reason, verdict.status() + ": " + verdict.reason());
    }
  }

  @TestFactory
  Stream<DynamicTest> processAndConnection() {
    return Stream.of(
        Row.of("exit is death at once")
            .at(7, new ProcessExited<>(137))
            .gives(7, DEAD, "its process exited with code 137 (signal 9)"),
        Row.of("a plain exit too")
            .at(7, new ProcessExited<>(1))
            .gives(7, DEAD, "its process exited with code 1"),
        Row.of("closed alone is a suspicion")
            .at(7, new ConnectionClosed<>())
            .gives(300, SUSPECTED, "connection closed"),
        Row.of("closed and refused")
            .at(7, new ConnectionClosed<>())
            .at(9, new ConnectionRefused<>())
            .gives(9, DEAD, "connection closed and its host refuses new ones"),
        Row.of("refused while connected says nothing")
            .at(9, new ConnectionRefused<>())
            .gives(9, ALIVE, "it was heard for the first time"),
        Row.of("closed, nobody to testify, within the grace")
            .alone()
            .at(7, new ConnectionClosed<>())
            .gives(56, SUSPECTED, "connection closed"),
        Row.of("closed, nobody to testify, grace over")
            .alone()
            .at(7, new ConnectionClosed<>())
            .gives(57, DEAD, "connection closed for 50 ms and nobody else could testify"),
        Row.of("closed and connected again")
            .alone()
            .at(7, new ConnectionClosed<>())
            .at(40, new Connected<>())
            .gives(90, ALIVE, "it is connected again"));
  }

  @TestFactory
  Stream<DynamicTest> closedAndPeers() {
    return Stream.of(
        Row.of("a peer lost it too")
            .at(7, new ConnectionClosed<>())
            .at(9, peer("n2", PeerView.CLOSED))
            .gives(9, DEAD, "connection closed and n2 lost its connection too"),
        Row.of("a peer lost it a little earlier")
            .at(5, peer("n2", PeerView.CLOSED))
            .at(7, new ConnectionClosed<>())
            .gives(7, DEAD, "connection closed and n2 lost its connection too"),
        Row.of("a peer lost it long ago, at another time")
            .at(5, peer("n2", PeerView.CLOSED))
            .at(400, new ConnectionClosed<>())
            .gives(400, SUSPECTED, "connection closed"),
        Row.of("a peer cannot reach it")
            .at(7, new ConnectionClosed<>())
            .at(9, peer("n2", PeerView.UNREACHABLE))
            .gives(9, DEAD, "connection closed and n2 cannot reach it either"),
        Row.of("one peer lost it, another hears it")
            .at(7, new ConnectionClosed<>())
            .at(9, peer("n3", PeerView.REACHABLE))
            .at(10, peer("n2", PeerView.CLOSED))
            .gives(10, SUSPECTED, "connection closed, though n3 still hears it"),
        Row.of("it vetoes a refused probe, which a firewall can fake")
            .at(7, new ConnectionClosed<>())
            .at(9, peer("n3", PeerView.REACHABLE))
            .at(10, new ConnectionRefused<>())
            .gives(10, SUSPECTED, "connection closed, though n3 still hears it"),
        Row.of("an answer from before the closing proves nothing")
            .at(6, peer("n3", PeerView.REACHABLE))
            .at(7, new ConnectionClosed<>())
            .at(9, new ConnectionRefused<>())
            .gives(9, DEAD, "connection closed and its host refuses new ones"),
        Row.of("the veto lasts for its freshness")
            .at(7, new ConnectionClosed<>())
            .at(9, peer("n3", PeerView.REACHABLE))
            .at(10, new ConnectionRefused<>())
            .gives(309, SUSPECTED, "connection closed, though n3 still hears it"),
        Row.of("and no longer")
            .at(7, new ConnectionClosed<>())
            .at(9, peer("n3", PeerView.REACHABLE))
            .at(10, new ConnectionRefused<>())
            .gives(310, DEAD, "connection closed and its host refuses new ones"),
        Row.of("a peer's newer word replaces its older one")
            .at(7, new ConnectionClosed<>())
            .at(9, peer("n3", PeerView.REACHABLE))
            .at(12, peer("n3", PeerView.CLOSED))
            .gives(12, DEAD, "connection closed and n3 lost its connection too"),
        Row.of("peers hear it to the end of the bound")
            .at(0, new ConnectionClosed<>())
            .at(9_900, peer("n3", PeerView.REACHABLE))
            .gives(9_999, SUSPECTED, "connection closed, though n3 still hears it"),
        Row.of("peers hear it past the bound")
            .at(0, new ConnectionClosed<>())
            .at(9_900, peer("n3", PeerView.REACHABLE))
            .gives(
                10_000,
                DEAD,
                "connection closed, and not a beat to us in 10 s though n3 hears it"));
  }

  @TestFactory
  Stream<DynamicTest> silence() {
    String late = "heartbeats late (suspicion 8.3) and connection open";
    return Stream.of(
        Row.of("late is a suspicion while peers are asked")
            .at(412, new HeartbeatsLate<>(8.3))
            .gives(511, SUSPECTED, late),
        Row.of("late and nobody hears it")
            .at(412, new HeartbeatsLate<>(8.3))
            .gives(512, DEAD, late + ", and no peer hears it"),
        Row.of("late and closed")
            .at(7, new ConnectionClosed<>())
            .at(412, new HeartbeatsLate<>(8.3))
            .gives(
                512,
                DEAD,
                "heartbeats late (suspicion 8.3) and connection closed, and no peer hears it"),
        Row.of("late, but a peer got an answer")
            .at(412, new HeartbeatsLate<>(8.3))
            .at(500, peer("n3", PeerView.REACHABLE))
            .gives(800, SUSPECTED, late + ", though n3 still hears it"),
        Row.of("late, and the answer is stale")
            .at(412, new HeartbeatsLate<>(8.3))
            .at(500, peer("n3", PeerView.REACHABLE))
            .gives(801, DEAD, late + ", and no peer hears it"),
        Row.of("late, heard by peers past the bound")
            .at(412, new HeartbeatsLate<>(8.3))
            .at(10_400, peer("n3", PeerView.REACHABLE))
            .gives(10_412, DEAD, late + ", and not a beat to us in 10 s though n3 hears it"),
        Row.of("a heartbeat clears it")
            .at(412, new HeartbeatsLate<>(8.3))
            .at(500, new Heartbeat<>())
            .gives(800, ALIVE, "it beats again"));
  }

  @TestFactory
  Stream<DynamicTest> standstill() {
    String stuck = "it beats but parse/3 makes no progress on waiting input";
    return Stream.of(
        Row.of("no progress is a suspicion")
            .at(1_000, new NoProgress<>("parse/3"))
            .gives(10_999, SUSPECTED, stuck),
        Row.of("no progress for too long")
            .at(1_000, new NoProgress<>("parse/3"))
            .gives(11_000, DEAD, stuck + " for 10 s"),
        Row.of("repeating it does not start the bound afresh")
            .at(1_000, new NoProgress<>("parse/3"))
            .at(9_000, new NoProgress<>("parse/3"))
            .gives(11_000, DEAD, stuck + " for 10 s"),
        Row.of("heartbeats do not clear it")
            .at(1_000, new NoProgress<>("parse/3"))
            .at(2_000, new Heartbeat<>())
            .gives(2_000, SUSPECTED, stuck),
        Row.of("progress does")
            .at(1_000, new NoProgress<>("parse/3"))
            .at(2_000, new Progress<>())
            .gives(20_000, ALIVE, "it makes progress again"));
  }

  private static Evidence<String> peer(String name, PeerView view) {
    return new PeerReport<>(name, view);
  }
}
