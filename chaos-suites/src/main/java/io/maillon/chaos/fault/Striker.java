package io.maillon.chaos.fault;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.checker.pipeline.PipelineEvent.Fault.Phase;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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

  private record Lasting(int id, Injection fault, long endMs) {
    /** It ends when its node is well again. */
    boolean isTurn() {
      return fault.kind() == FaultKind.ROLLING_RESTART;
    }

    String node() {
      return fault.nodes().get(0);
    }
  }

  private record Turn(Strike strike, String node) {}

  private final Faults faults;
  private final Deque<Strike> strikes;
  private final long beginMs;
  private final Consumer<PipelineEvent.Fault> record;
  private final Mercy mercy;
  private final List<Lasting> lasting = new ArrayList<>();

  /** Nodes whose turn is still to come, in a fault of {@link Target#EACH}. */
  private final Deque<Turn> turns = new ArrayDeque<>();

  private int lastId;

  /** What strikes without effect have taken of the present step. */
  private long spentMs;

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
    lastId = strikes.stream().mapToInt(Strike::id).max().orElse(0);
    this.record = record;
  }

  /** How many strikes are still to come. */
  public int left() {
    return strikes.size();
  }

  /**
   * Ends what is due, and begins one fault at most: the next one is decided on what it leaves.
   *
   * @param down nodes on which nothing runs: nothing can be done to them
   */
  public void step(Look look, Set<String> down, long nowMs) throws IOException {
    spentMs = 0;
    mercy.observe(look, down, nowMs);
    endDue(nowMs);
    if (takeTurn(look, down, nowMs)) {
      return;
    }
    List<Strike> due = new ArrayList<>();
    while (!strikes.isEmpty() && beginMs + strikes.peek().atMs() <= nowMs) {
      due.add(strikes.remove());
    }
    // First those whose moment passes: the others find theirs at any time.
    due.sort(Comparator.comparing(strike -> !strike.target().isFleeting()));
    for (Strike strike : due) {
      if (begin(strike, look, down, nowMs)) {
        due.remove(strike);
        break;
      }
    }
    for (int i = due.size() - 1; i >= 0; i--) {
      strikes.addFirst(due.get(i));
    }
  }

  /** Returns whether the strike is done with: struck, or nobody left on whom it takes effect. */
  private boolean begin(Strike strike, Look look, Set<String> down, long nowMs) throws IOException {
    if (strike.target() == Target.EACH) {
      return beginTurns(strike, look);
    }
    List<List<String>> victims = new ArrayList<>();
    for (List<String> candidate : Victims.of(strike.target(), look)) {
      if (candidate.stream().noneMatch(node -> down.contains(node) || hasItsTurn(node))
          && !lasts(strike.kind(), candidate)
          && !(strike.kind().needsDisk() && isDiskHurt(candidate))
          && mercy.spares(candidate, strike.kind(), look, nowMs + spentMs)) {
        victims.add(candidate);
      }
    }
    if (victims.isEmpty()) {
      return false;
    }
    boolean waits = strike.target().isFleeting();
    for (int tries = 0; tries < TRIES_MAX && !victims.isEmpty(); tries++) {
      List<String> chosen = strike.pick(victims);
      Injection fault = new Injection(strike.kind(), chosen, strike.amount());
      if (strike(strike.id(), fault, strike.holdMs(), look, nowMs)) {
        return true;
      }
      victims.remove(chosen);
      // Who was tried in vain may be dead or dying, and no longer one that others can rely on.
      waits |= victims.removeIf(left -> !mercy.spares(left, strike.kind(), look, nowMs + spentMs));
    }
    return !waits;
  }

  /** One round at a time. */
  private boolean beginTurns(Strike strike, Look look) {
    if (!turns.isEmpty() || lasting.stream().anyMatch(Lasting::isTurn)) {
      return false;
    }
    Victims.of(Target.EACH, look).forEach(node -> turns.add(new Turn(strike, node.get(0))));
    return true;
  }

  /** The next one, when the one before is well again; returns whether it was its turn. */
  private boolean takeTurn(Look look, Set<String> down, long nowMs) throws IOException {
    Turn next = turns.peek();
    if (next == null
        || lasting.stream().anyMatch(Lasting::isTurn)
        || down.contains(next.node())
        || isHeld(next.node())
        || !mercy.spares(List.of(next.node()), next.strike().kind(), look, nowMs)) {
      return false;
    }
    Strike strike = next.strike();
    Injection fault = new Injection(strike.kind(), List.of(next.node()), strike.amount());
    boolean struck = strike(++lastId, fault, strike.holdMs(), look, nowMs);
    if (struck) {
      turns.remove();
    }
    return struck;
  }

  /** Nobody else comes near it until it is well again. */
  private boolean hasItsTurn(String node) {
    return lasting.stream().anyMatch(one -> one.isTurn() && one.node().equals(node));
  }

  /** Who is frozen or starved does not end in order. */
  private boolean isHeld(String node) {
    return lasting.stream().anyMatch(one -> one.fault().nodes().equals(List.of(node)));
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
  private boolean strike(int id, Injection fault, long holdMs, Look look, long nowMs)
      throws IOException {
    long atMs = System.currentTimeMillis();
    String evidence = faults.begin(fault);
    if (evidence.isEmpty()) {
      if (fault.kind().lasts()) {
        var unused = faults.end(fault);
      }
      spentMs += System.currentTimeMillis() - atMs;
      mercy.failed(fault, nowMs + spentMs);
      return false;
    }
    mercy.began(fault, look, nowMs);
    tell(id, fault, Phase.BEGIN, atMs, evidence);
    if (fault.kind().lasts()) {
      lasting.add(new Lasting(id, fault, nowMs + holdMs));
    }
    return true;
  }

  private void endDue(long nowMs) throws IOException {
    for (Lasting one : List.copyOf(lasting)) {
      if (one.endMs() <= nowMs && (!one.isTurn() || mercy.hasRecovered(one.node()))) {
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
    turns.clear();
    IOException first = null;
    for (Lasting one : List.copyOf(lasting)) {
      try {
        end(one, nowMs);
      } catch (IOException | UncheckedIOException e) { // The others are healed all the same.
        IOException failure = e instanceof IOException io ? io : new IOException(e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
