package io.maillon.detector.evidence;

import io.maillon.detector.evidence.Evidence.ConnectionClosed;
import io.maillon.detector.evidence.Evidence.ConnectionRefused;
import io.maillon.detector.evidence.Evidence.HeartbeatsLate;
import io.maillon.detector.evidence.Evidence.NoProgress;
import io.maillon.detector.evidence.Evidence.PeerReport;
import io.maillon.detector.evidence.Evidence.PeerView;
import io.maillon.detector.evidence.Evidence.ProcessExited;
import io.maillon.detector.evidence.Evidence.Progress;
import java.util.OptionalInt;

/**
 * Everything known about one instance, newest word per kind; recoveries erase what they answer.
 * Holds no opinion: {@link FusionRules} has it. Times in nanoseconds. Owner: {@link
 * EvidenceFusion}.
 */
final class CaseFile<I extends Comparable<I>> {
  final Testimonies<I> testimonies = new Testimonies<>();

  /** From here the first contact is awaited. */
  long registeredNs;

  boolean heard;
  long lastSignOfLifeNs;
  String recovery = "registered";

  OptionalInt exitCode = OptionalInt.empty();
  long exitedNs;
  boolean closed;
  long closedNs;

  /** Start of the grace of a closed connection: as closedNs, or when we last woke. */
  long graceNs;

  boolean refused;
  boolean late;
  long lateNs;
  double suspicion;
  boolean stuck;
  long stuckNs;
  String stuckWhat = "";

  CaseFile(long registeredNs) {
    this.registeredNs = registeredNs;
    this.lastSignOfLifeNs = registeredNs;
  }

  void add(Evidence<I> evidence, long atNs) {
    if (evidence instanceof ProcessExited<I> exited) {
      exitCode = OptionalInt.of(exited.exitCode());
      exitedNs = atNs;
    } else if (evidence instanceof ConnectionClosed<I>) {
      closedNs = closed ? closedNs : atNs;
      graceNs = closed ? graceNs : atNs;
      closed = true;
    } else if (evidence instanceof ConnectionRefused<I>) {
      refused = closed || !heard; // While it is connected, a refused probe says nothing about it.
    } else if (evidence instanceof HeartbeatsLate<I> silence) {
      lateNs = late ? lateNs : atNs;
      late = true;
      suspicion = silence.suspicion();
    } else if (evidence instanceof NoProgress<I> standstill) {
      stuckNs = stuck ? stuckNs : atNs;
      stuck = true;
      stuckWhat = standstill.what();
    } else if (evidence instanceof PeerReport<I> report) {
      testify(report, atNs);
    } else if (evidence instanceof Progress<I>) {
      stuck = false;
      live("it makes progress again", atNs);
    } else if (evidence instanceof Evidence.Connected<I>) {
      answer("it is connected again", atNs);
    } else {
      answer("it beats again", atNs);
    }
  }

  private void testify(PeerReport<I> report, long observedNs) {
    testimonies.add(report, observedNs);
    if (report.view() == PeerView.REACHABLE) {
      lastSignOfLifeNs = later(lastSignOfLifeNs, observedNs);
    }
  }

  private void answer(String how, long atNs) {
    live(heard ? how : "it was heard for the first time", atNs);
    heard = true;
    closed = false;
    refused = false;
    late = false;
  }

  private void live(String how, long atNs) {
    recovery = how;
    lastSignOfLifeNs = later(lastSignOfLifeNs, atNs);
  }

  /** We were not running: short graces start afresh, long bounds do not count the lost time. */
  void excuse(long lostNs, long nowNs) {
    registeredNs = shifted(registeredNs, lostNs, nowNs);
    graceNs = nowNs;
    lateNs = nowNs;
    closedNs = shifted(closedNs, lostNs, nowNs);
    stuckNs = shifted(stuckNs, lostNs, nowNs);
    testimonies.excuse(lostNs, nowNs);
  }

  /** A time moved along by the lost time; what came in after it stays where it is, at most now. */
  static long shifted(long atNs, long lostNs, long nowNs) {
    return nowNs - atNs > lostNs ? atNs + lostNs : nowNs;
  }

  private static long later(long aNs, long bNs) {
    return bNs - aNs > 0 ? bNs : aNs;
  }
}
