package io.maillon.chaos.simulation;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.control.ControlMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Raft as its users see it: one log of commands, one leader at a time, proposals that may or may
 * not make it when leadership is lost. {@link #truth} is what the log comes to.
 */
final class Coordinators {
  private record Proposal(long term, Command command) {}

  private final World world;
  private final Chance chance;
  private final List<CoordinatorNode> nodes = new ArrayList<>();
  private final List<Command> log = new ArrayList<>();
  private final List<Proposal> pending = new ArrayList<>();
  private final ClusterState truth = new ClusterState();
  private Optional<CoordinatorNode> leader = Optional.empty();
  private long term;

  Coordinators(World world) {
    this.world = world;
    chance = world.chance("raft");
    for (int i = 0; i < 3; i++) {
      nodes.add(new CoordinatorNode(world, this, i));
    }
  }

  CoordinatorNode node(int number) {
    return nodes.get(number);
  }

  List<CoordinatorNode> nodes() {
    return nodes;
  }

  Optional<CoordinatorNode> leader() {
    return leader;
  }

  Command command(int place) {
    return log.get(place);
  }

  int length() {
    return log.size();
  }

  Optional<PipelineRecord> pipeline() {
    return truth.pipeline(world.swarm().spec().name());
  }

  void propose(CoordinatorNode by, long ofTerm, Command command) {
    Proposal proposal = new Proposal(ofTerm, command);
    if (ofTerm != term || !leader.equals(Optional.of(by))) {
      world.probes().hit("proposal of a deposed leader");
      by.late().ifPresent(of -> appendLate(command, of));
      by.post(300 * Chance.MS, () -> by.onProposalFailed(ofTerm, command));
      return;
    }
    Optional<Strike> failure = world.nemesis().take(Fault.PROPOSAL_FAILURE);
    if (failure.isPresent()) {
      failAlthoughLeading(by, proposal, failure.get());
      return;
    }
    pending.add(proposal);
    world
        .queue()
        .after(
            chance.between(Chance.MS, 8 * Chance.MS),
            () -> {
              if (pending.remove(proposal)) {
                append(command);
              }
            });
  }

  /** Deaths it declared are left out: they would not spare whom the nemesis has to spare. */
  private void appendLate(Command command, Chance of) {
    if (command.action() instanceof Action.DeclareDead) {
      return;
    }
    world.probes().hit("proposal of a deposed leader gets into the log");
    world.queue().after(of.between(1, 2_000) * Chance.MS, () -> append(command));
  }

  private void failAlthoughLeading(CoordinatorNode by, Proposal proposal, Strike strike) {
    world.probes().hit("proposal with unknown outcome");
    world.nemesis().fired(strike, summary(proposal.command()) + " fails");
    by.post(
        strike.chance().between(1, 300) * Chance.MS,
        () -> by.onProposalFailed(proposal.term(), proposal.command()));
    if (strike.chance().percent(50)) {
      world
          .queue()
          .after(strike.chance().between(1, 1_500) * Chance.MS, () -> append(proposal.command()));
    }
  }

  private void append(Command command) {
    log.add(command);
    truth.apply(command);
    if (world.trace().isFull()) {
      world.trace().line("log " + log.size() + " " + command);
    }
    pipeline().ifPresent(p -> world.truths().onApplied(p));
    agreedPoint(command)
        .ifPresent(p -> leader.ifPresent(l -> world.nemesis().points().stops(l, p)));
    leader.ifPresent(l -> l.post(chance.between(0, Chance.MS), l::apply));
    world.nemesis().take(Fault.COMMAND_REPLAY).ifPresent(strike -> appendAgain(command, strike));
  }

  private static Optional<FaultPoint> agreedPoint(Command command) {
    Action action = command.action();
    if (action instanceof Action.Join) {
      return Optional.of(FaultPoint.JOINED);
    } else if (action instanceof Action.DeclareDead) {
      return Optional.of(FaultPoint.DECLARED);
    } else if (action instanceof Action.Grant) {
      return Optional.of(FaultPoint.GRANTED);
    } else if (action instanceof Action.Activate) {
      return Optional.of(FaultPoint.ACTIVATED);
    }
    return Optional.empty();
  }

  private void appendAgain(Command command, Strike strike) {
    world.probes().hit("command applied twice");
    world.nemesis().fired(strike, summary(command) + " is applied again");
    world.queue().after(strike.chance().between(1, 2_000) * Chance.MS, () -> append(command));
  }

  /** Leadership is lost; the old leader may not know for a while. */
  void depose(long unawareNs, Chance of) {
    CoordinatorNode old = leader.orElse(null);
    leader = Optional.empty();
    term++;
    world.trace().transition("leadership lost");
    List<Proposal> undecided = List.copyOf(pending);
    pending.clear();
    for (Proposal proposal : undecided) {
      if (of.percent(50)) {
        world.probes().hit("proposal survives its leader");
        append(proposal.command());
      }
    }
    if (old != null && old.leads()) {
      long ofTerm = old.term();
      old.post(
          unawareNs,
          () -> {
            if (old.term() == ofTerm) {
              old.stepDown();
            }
          });
    }
    world.queue().after(of.between(150, 700) * Chance.MS, this::elect);
  }

  void crash(CoordinatorNode node, Chance of) {
    world.trace().transition(node.name() + " crashed");
    boolean led = leader.equals(Optional.of(node));
    node.crash();
    if (led) {
      depose(0, of);
    }
    world.queue().after(of.between(300, 3_000) * Chance.MS, node::restart);
  }

  /** Two are left, who can agree on everything. */
  void crashForGood(CoordinatorNode node, Chance of) {
    node.stayDown();
    if (!node.isGone()) {
      crash(node, of);
    }
  }

  void elect() {
    if (leader.isPresent()) {
      return;
    }
    List<CoordinatorNode> able = nodes.stream().filter(n -> !n.isGone() && !n.leads()).toList();
    if (able.isEmpty()) {
      world.queue().after(200 * Chance.MS, this::elect);
      return;
    }
    CoordinatorNode chosen = chance.oneOf(able);
    leader = Optional.of(chosen);
    term++;
    int upTo = Math.max(0, log.size() - chance.between(0, 3));
    world.trace().transition(chosen.name() + " leads term " + term);
    chosen.lead(term, upTo);
  }

  boolean operate(ControlMessage message) {
    return leader.isPresent() && leader.get().onOperator(message);
  }

  static String summary(Command command) {
    return command.action().getClass().getSimpleName();
  }
}
