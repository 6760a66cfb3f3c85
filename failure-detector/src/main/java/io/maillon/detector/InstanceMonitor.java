package io.maillon.detector;

import io.maillon.detector.evidence.Evidence;
import io.maillon.detector.evidence.Evidence.PeerView;
import io.maillon.detector.evidence.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Watches all registered instances and says what changed: suspected, cleared, dead.
 *
 * <p>Owner: one thread, the coordinator leader's. Times are nanoseconds of one monotonic clock.
 * Events about an id that is not registered, or declared dead, are ignored. Invariants: only living
 * members are witnesses; a death stays declared until {@link #forget} or a new {@link #register}.
 * Wrong verdicts cost a needless reconfiguration, never correctness: see
 * docs/protocol/failure-detector.md.
 *
 * @param <I> identifies an instance, best an incarnation of it
 */
public final class InstanceMonitor<I extends Comparable<I>> {
  private final MonitorSettings settings;
  private final SelfHealth selfHealth;
  private final TreeMap<I, Member<I>> members = new TreeMap<>();

  public InstanceMonitor(MonitorSettings settings) {
    this.settings = settings;
    this.selfHealth = new SelfHealth(settings.selfHealth());
  }

  /** Watches an instance from now on; one that is watched already starts afresh. */
  public void register(I id, long nowNs) {
    forget(id);
    members.put(id, new Member<>(id, settings, nowNs));
  }

  /** Stops watching it (it left, or its death is dealt with); its word no longer counts. */
  public void forget(I id) {
    members.remove(id);
    members.values().forEach(member -> member.fusion.forgetPeer(id));
  }

  /** A heartbeat arrived. False if nobody living has this id: it must register under a new one. */
  public boolean onHeartbeat(I id, long nowNs) {
    Optional<Member<I>> living = living(id);
    living.ifPresent(member -> member.heartbeat(nowNs));
    return living.isPresent();
  }

  /** Its connection is open and its handshake answered. False as in {@link #onHeartbeat}. */
  public boolean onConnected(I id, long nowNs) {
    Optional<Member<I>> living = living(id);
    living.ifPresent(member -> member.connected(nowNs));
    return living.isPresent();
  }

  /** Its connection closed. Do not report one that a newer connection has replaced. */
  public void onDisconnected(I id, long nowNs) {
    note(id, new Evidence.ConnectionClosed<>(), nowNs);
  }

  /** Our own attempt to reach it after the connection closed was refused by its host. */
  public void onConnectionRefused(I id, long nowNs) {
    note(id, new Evidence.ConnectionRefused<>(), nowNs);
  }

  /** Its launcher saw its process end. */
  public void onProcessExited(I id, int exitCode, long nowNs) {
    note(id, new Evidence.ProcessExited<>(exitCode), nowNs);
  }

  /**
   * One instance says how it sees another; counts if both are registered and alive.
   *
   * @param observedNs when the reporter observed it, on our clock: now less the age that it states
   */
  public void onPeerReport(I reporter, I about, PeerView view, long observedNs) {
    if (living(reporter).isPresent() && reporter.compareTo(about) != 0) {
      note(about, new Evidence.PeerReport<>(reporter, view), observedNs);
    }
  }

  /** It beats and has input and credit, but {@code what} does not move. */
  public void onNoProgress(I id, String what, long nowNs) {
    note(id, new Evidence.NoProgress<>(what), nowNs);
  }

  /** What stood still moves again. */
  public void onProgress(I id, long nowNs) {
    note(id, new Evidence.Progress<>(), nowNs);
  }

  /**
   * Judges everybody and returns the verdicts whose status changed, in order of ids. Call it at the
   * tick interval, and at once after a disconnection or an exit to learn of a death within the same
   * turn.
   */
  public List<Verdict<I>> tick(long nowNs) {
    SelfHealth.Tick tick = selfHealth.tick(nowNs);
    if (tick.state() == SelfHealth.State.PAUSED) {
      members.values().forEach(member -> member.excuse(tick.lostNs(), nowNs));
    }
    boolean fit = tick.state() == SelfHealth.State.ON_TIME;
    if (fit) {
      members.values().forEach(member -> member.listen(nowNs));
    }
    List<Verdict<I>> changes = changes(fit, nowNs);
    changes.stream()
        .filter(change -> change.status() == Verdict.Status.DEAD)
        .forEach(change -> members.values().forEach(m -> m.fusion.forgetPeer(change.id())));
    return changes;
  }

  private List<Verdict<I>> changes(boolean fit, long nowNs) {
    long witnesses = members.values().stream().filter(m -> m.fusion.canTestify()).count();
    List<Verdict<I>> changes = new ArrayList<>();
    for (Member<I> member : members.values()) {
      if (fit || member.fusion.isProven()) {
        long others = witnesses - (member.fusion.canTestify() ? 1 : 0);
        member.change(others > 0, nowNs).ifPresent(changes::add);
      }
    }
    return changes;
  }

  /** All verdicts as of the last tick, in order of ids. */
  public List<Verdict<I>> verdicts() {
    return members.values().stream().map(member -> member.fusion.verdict()).toList();
  }

  /** The verdict on one instance as of the last tick; empty if it is not registered. */
  public Optional<Verdict<I>> verdict(I id) {
    return Optional.ofNullable(members.get(id)).map(member -> member.fusion.verdict());
  }

  /** Its present suspicion in the detector's unit, for metrics; 0 if it is not registered. */
  public double suspicion(I id, long nowNs) {
    Member<I> member = members.get(id);
    return member == null ? 0 : member.detector.suspicion(nowNs);
  }

  /** For simulations, after every event. */
  public void checkInvariants() {
    for (Member<I> member : members.values()) {
      for (I witness : member.fusion.witnesses()) {
        if (living(witness).isEmpty()) {
          throw new IllegalStateException(witness + " testifies though it is not a living member");
        }
      }
    }
  }

  private void note(I id, Evidence<I> evidence, long atNs) {
    living(id).ifPresent(member -> member.fusion.accept(evidence, atNs));
  }

  private Optional<Member<I>> living(I id) {
    return Optional.ofNullable(members.get(id)).filter(member -> !member.dead());
  }
}
