package io.maillon.chaos.fault;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.checker.pipeline.PipelineEvent.Fault.Phase;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries out a schedule, and heals at its end. A strike that would hurt too much waits until it
 * does not. Owned by one thread; times are wall-clock ones, in milliseconds.
 */
public final class Striker {
  /** On so many victims a strike is tried until it takes effect. */
  private static final int TRIES_MAX = 6;

  private record Lasting(int id, Injection fault, long endMs) {}

  private final Faults faults;
  private final Deque<Strike> strikes;
  private final long beginMs;
  private final Consumer<PipelineEvent.Fault> record;
  private final Mercy mercy;
  private final List<Lasting> lasting = new ArrayList<>();

  /**
   * @param strikes in the order of time
   * @param beginMs time at which the schedule begins
   * @param quorumLoss whether a majority of the coordinators may be hurt
   * @param record told of each begin and end
   */
  public Striker(
      Faults faults,
      List<Strike> strikes,
      long beginMs,
      boolean quorumLoss,
      Consumer<PipelineEvent.Fault> record) {
    this.faults = faults;
    this.strikes = new ArrayDeque<>(strikes);
    this.beginMs = beginMs;
    mercy = new Mercy(quorumLoss);
    this.record = record;
  }

  /** How many strikes are still to come. */
  public int left() {
    return strikes.size();
  }

  /**
   * Begins and ends what is due.
   *
   * @param down nodes on which nothing runs: nothing can be done to them
   */
  public void step(Look look, Set<String> down, long nowMs) throws IOException {
    endDue(nowMs);
    List<Strike> waiting = new ArrayList<>();
    while (!strikes.isEmpty()) {
      Strike next = strikes.peek();
      if (beginMs + next.atMs() > nowMs) {
        break;
      }
      strikes.remove();
      if (!begin(next, look, down, nowMs)) {
        waiting.add(next);
      }
    }
    for (int i = waiting.size() - 1; i >= 0; i--) {
      strikes.addFirst(waiting.get(i));
    }
  }

  /** Returns whether the strike is done with: struck, or nobody left on whom it takes effect. */
  private boolean begin(Strike strike, Look look, Set<String> down, long nowMs) throws IOException {
    List<List<String>> victims = new ArrayList<>();
    for (List<String> candidate : Victims.of(strike.target(), look)) {
      if (candidate.stream().noneMatch(down::contains)
          && !lasts(strike.kind(), candidate)
          && !(strike.kind().needsDisk() && isDiskHurt(candidate))
          && mercy.spares(candidate, strike.kind(), look, nowMs)) {
        victims.add(candidate);
      }
    }
    if (victims.isEmpty()) {
      return false;
    }
    for (int tries = 0; tries < TRIES_MAX && !victims.isEmpty(); tries++) {
      List<String> chosen = strike.pick(victims);
      if (strike(strike, new Injection(strike.kind(), chosen, strike.amount()), look, nowMs)) {
        return true;
      }
      victims.remove(chosen);
    }
    return true;
  }

  /** A disk that stands still or fails can be hurt no further, nor wiped. */
  private boolean isDiskHurt(List<String> nodes) {
    return lasting.stream()
        .map(Lasting::fault)
        .anyMatch(fault -> fault.kind().needsDisk() && nodes.containsAll(fault.nodes()));
  }

  private boolean lasts(FaultKind kind, List<String> nodes) {
    return lasting.stream()
        .map(Lasting::fault)
        .anyMatch(fault -> fault.kind() == kind && fault.nodes().containsAll(nodes));
  }

  /**
   * What leaves no evidence did not happen, such as the reset of connections that are not there.
   */
  private boolean strike(Strike strike, Injection fault, Look look, long nowMs) throws IOException {
    mercy.began(fault, look, nowMs);
    long atMs = System.currentTimeMillis();
    String evidence = faults.begin(fault);
    if (evidence.isEmpty()) {
      if (strike.kind().lasts()) {
        var unused = faults.end(fault);
        mercy.ended(fault, nowMs);
      }
      return false;
    }
    tell(strike.id(), fault, Phase.BEGIN, atMs, evidence);
    if (strike.kind().lasts()) {
      lasting.add(new Lasting(strike.id(), fault, nowMs + strike.holdMs()));
    }
    return true;
  }

  private void endDue(long nowMs) throws IOException {
    for (Lasting one : List.copyOf(lasting)) {
      if (one.endMs() <= nowMs) {
        end(one, nowMs);
      }
    }
  }

  private void end(Lasting one, long nowMs) throws IOException {
    lasting.remove(one);
    String evidence = faults.end(one.fault());
    mercy.ended(one.fault(), nowMs);
    tell(one.id(), one.fault(), Phase.END, System.currentTimeMillis(), evidence);
  }

  private void tell(int id, Injection fault, Phase phase, long atMs, String evidence) {
    record.accept(
        new PipelineEvent.Fault(
            id, fault.kind().toString(), fault.nodes(), fault.amount(), phase, evidence, atMs));
  }

  /** The final heal: nothing lasts, nothing more comes. */
  public void heal(long nowMs) throws IOException {
    strikes.clear();
    for (Lasting one : List.copyOf(lasting)) {
      end(one, nowMs);
    }
  }
}
