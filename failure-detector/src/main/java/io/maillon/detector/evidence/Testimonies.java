package io.maillon.detector.evidence;

import io.maillon.detector.evidence.Evidence.PeerReport;
import io.maillon.detector.evidence.Evidence.PeerView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest word of each peer about one instance; at most one per registered member. Owner: {@link
 * EvidenceFusion}.
 */
final class Testimonies<I extends Comparable<I>> {
  private record Testimony(PeerView view, long observedNs) {}

  private final TreeMap<I, Testimony> byPeer = new TreeMap<>();

  void add(PeerReport<I> report, long observedNs) {
    Testimony former = byPeer.get(report.peer());
    if (former == null || observedNs - former.observedNs() >= 0) {
      byPeer.put(report.peer(), new Testimony(report.view(), observedNs));
    }
  }

  void forget(I peer) {
    byPeer.remove(peer);
  }

  /** The first peer that heard an answer no longer ago than {@code freshNs}. */
  Optional<I> speaker(long nowNs, long freshNs) {
    return byPeer.entrySet().stream()
        .filter(entry -> entry.getValue().view() == PeerView.REACHABLE)
        .filter(entry -> nowNs - entry.getValue().observedNs() <= freshNs)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** As {@link #speaker}, of an answer given after {@code sinceNs}. */
  Optional<I> speakerSince(long sinceNs, long nowNs, long freshNs) {
    return speaker(nowNs, Math.min(freshNs, nowNs - sinceNs - 1));
  }

  /** Whether the newest word of a peer is that it answered after {@code sinceNs}, however old. */
  boolean isSpokenForSince(long sinceNs) {
    return byPeer.values().stream()
        .anyMatch(said -> said.view() == PeerView.REACHABLE && said.observedNs() - sinceNs > 0);
  }

  /** A peer that lost it too, at {@code sinceNs} or later, as a clause of the reason. */
  Optional<String> accusation(long sinceNs) {
    return byPeer.entrySet().stream()
        .filter(entry -> entry.getValue().view() != PeerView.REACHABLE)
        .filter(entry -> entry.getValue().observedNs() - sinceNs >= 0)
        .map(entry -> clause(entry.getKey(), entry.getValue().view()))
        .findFirst();
  }

  private String clause(I peer, PeerView view) {
    return view == PeerView.CLOSED
        ? peer + " lost its connection too"
        : peer + " cannot reach it either";
  }

  /** Our own lost time does not age what peers said before it. */
  void excuse(long lostNs, long nowNs) {
    byPeer.replaceAll(
        (peer, said) ->
            new Testimony(said.view(), CaseFile.shifted(said.observedNs(), lostNs, nowNs)));
  }

  Iterable<I> peers() {
    return byPeer.keySet();
  }
}
