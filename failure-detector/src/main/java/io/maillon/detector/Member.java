package io.maillon.detector;

import io.maillon.detector.evidence.Evidence;
import io.maillon.detector.evidence.EvidenceFusion;
import io.maillon.detector.evidence.Verdict;
import io.maillon.detector.evidence.Verdict.Status;
import java.util.Optional;

/** One monitored instance: its detector and its case. Owner: {@link InstanceMonitor}. */
final class Member<I extends Comparable<I>> {
  final FailureDetector detector;
  final EvidenceFusion<I> fusion;

  private final long firstBeatMaxNs;

  /** Silence counts from the first answer on; before, the first contact has its own bound. */
  private boolean heard;

  /**
   * Heartbeats are awaited from the first one on: a life that begins may first have to read its
   * logs, however long that takes it, within the bound of the first contact.
   */
  private boolean beats;

  private long connectedNs;

  Member(I id, MonitorSettings settings, long nowNs) {
    this.firstBeatMaxNs = settings.fusion().firstContactMaxNs();
    this.detector = settings.detectors().get();
    this.fusion = new EvidenceFusion<>(id, settings.fusion(), nowNs);
  }

  void heartbeat(long nowNs) {
    heard = true;
    beats = true;
    detector.heartbeat(nowNs);
    fusion.accept(new Evidence.Heartbeat<>(), nowNs);
  }

  void connected(long nowNs) {
    heard = true;
    connectedNs = nowNs;
    detector.reset(nowNs);
    fusion.accept(new Evidence.Connected<>(), nowNs);
  }

  void listen(long nowNs) {
    boolean late = beats ? detector.suspected(nowNs) : nowNs - connectedNs >= firstBeatMaxNs;
    if (heard && late) {
      fusion.accept(new Evidence.HeartbeatsLate<>(detector.suspicion(nowNs)), nowNs);
    }
  }

  void excuse(long lostNs, long nowNs) {
    if (heard) {
      detector.reset(nowNs);
      connectedNs += lostNs;
    }
    fusion.excuse(lostNs, nowNs);
  }

  boolean dead() {
    return fusion.verdict().status() == Status.DEAD;
  }

  /** Judges anew; the verdict if its status changed. */
  Optional<Verdict<I>> change(boolean othersCanTestify, long nowNs) {
    Status former = fusion.verdict().status();
    Verdict<I> verdict = fusion.judge(othersCanTestify, nowNs);
    return verdict.status() == former ? Optional.empty() : Optional.of(verdict);
  }
}
