package io.maillon.chaos.model;

import io.maillon.chaos.simulation.PartitionTrace;
import io.maillon.chaos.simulation.Transition;
import io.maillon.chaos.simulation.Transition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How a recorded trace is made wrong, each way against another rule. */
enum Alteration {
  /** C4: the log is read from who has promised nothing. */
  FENCE_SKIPPED {
    @Override
    Optional<Altered> of(PartitionTrace trace) {
      return first(trace, 0, t -> t.kind() == Kind.READ)
          .flatMap(
              at -> without(trace, at, t -> t.kind() == Kind.PROMISE && sameSpeech(trace, t, at)));
    }
  },
  /** C2: another claim was granted meanwhile. */
  OUTDATED_CLAIM_ACTIVATED {
    @Override
    Optional<Altered> of(PartitionTrace trace) {
      return first(trace, 1, t -> t.kind() == Kind.ACTIVATE)
          .map(at -> with(trace, at, like(trace, at, Kind.GRANT, 1), 1));
    }
  },
  /** C7: a replica has not got the log. */
  INSTALL_SKIPPED {
    @Override
    Optional<Altered> of(PartitionTrace trace) {
      return first(trace, 0, t -> t.kind() == Kind.CONFIRM)
          .flatMap(
              at -> without(trace, at, t -> t.kind() == Kind.REPLACE && sameSpeech(trace, t, at)));
    }
  },
  /** C7: no replica has confirmed it. */
  ACTIVATED_BEFORE_INSTALLED {
    @Override
    Optional<Altered> of(PartitionTrace trace) {
      return first(trace, 0, t -> t.kind() == Kind.INSTALLING)
          .map(at -> with(trace, at + 1, like(trace, at, Kind.ACTIVATE, 0), 0));
    }
  },
  /** C10: the newcomers do not count yet. */
  JOINT_SKIPPED {
    @Override
    Optional<Altered> of(PartitionTrace trace) {
      return first(trace, 0, t -> t.kind() == Kind.JOINT)
          .flatMap(
              joint ->
                  first(trace, joint, t -> t.kind() == Kind.ACTIVATE)
                      .flatMap(at -> without(trace, at, trace.transitions().get(joint)::equals)));
    }
  },
  /** The commit rule: the owner alone has it. */
  COMMITTED_WITHOUT_REPLICAS {
    @Override
    Optional<Altered> of(PartitionTrace trace) {
      return first(trace, 0, t -> t.kind() == Kind.APPEND)
          .map(at -> with(trace, at + 1, like(trace, at, Kind.COMMIT, 0), 0));
    }
  },
  /** C3. */
  PROMISE_LOWERED {
    @Override
    Optional<Altered> of(PartitionTrace trace) {
      return first(trace, 0, t -> t.kind() == Kind.PROMISE && t.epoch() > 1)
          .map(at -> with(trace, at + 1, like(trace, at, Kind.PROMISE, -1), 0));
    }
  },
  /** A commit of the name was another one. */
  OTHER_COMMIT {
    @Override
    Optional<Altered> of(PartitionTrace trace) {
      return first(trace, 0, t -> t.kind() == Kind.APPEND)
          .flatMap(own -> first(trace, own + 1, t -> t.kind() == Kind.APPEND))
          .map(at -> changed(trace, at));
    }
  },
  /** Whoever has ended does nothing more. */
  WORK_AFTER_THE_END {
    @Override
    Optional<Altered> of(PartitionTrace trace) {
      return first(trace, 0, t -> t.kind() == Kind.APPEND)
          .flatMap(
              append ->
                  first(trace, append, t -> t.kind() == Kind.END && sameNode(trace, t, append))
                      .map(at -> with(trace, at + 1, like(trace, append, Kind.APPEND, 0), 0)));
    }
  };

  /**
   * @param trace up to the transition that is wrong
   * @param at its place
   */
  record Altered(PartitionTrace trace, int at) {}

  /** Empty when there is no occasion. */
  abstract Optional<Altered> of(PartitionTrace trace);

  private static Optional<Integer> first(
      PartitionTrace trace, int from, Predicate<Transition> wanted) {
    for (int i = from; i < trace.transitions().size(); i++) {
      if (wanted.test(trace.transitions().get(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static boolean sameNode(PartitionTrace trace, Transition t, int at) {
    return t.node().equals(trace.transitions().get(at).node());
  }

  private static boolean sameSpeech(PartitionTrace trace, Transition t, int at) {
    return sameNode(trace, t, at) && t.epoch() == trace.transitions().get(at).epoch();
  }

  private static Optional<Altered> without(
      PartitionTrace trace, int at, Predicate<Transition> left) {
    List<Transition> kept = new ArrayList<>(trace.transitions().subList(0, at));
    return kept.removeIf(left)
        ? Optional.of(altered(trace, kept, trace.transitions().get(at)))
        : Optional.empty();
  }

  /** Puts one in before a place, and ends some behind it. */
  private static Altered with(PartitionTrace trace, int at, Transition put, int behind) {
    List<Transition> all = new ArrayList<>(trace.transitions().subList(0, at));
    all.add(put);
    all.addAll(trace.transitions().subList(at, at + behind));
    Transition last = all.remove(all.size() - 1);
    return altered(trace, all, last);
  }

  private static Altered changed(PartitionTrace trace, int at) {
    Transition t = trace.transitions().get(at);
    return altered(
        trace,
        trace.transitions().subList(0, at),
        new Transition(
            t.kind(),
            t.event(),
            t.elapsedNs(),
            t.node(),
            t.epoch(),
            t.index(),
            t.tipEpoch() + 1,
            t.members()));
  }

  private static Transition like(PartitionTrace trace, int at, Kind kind, int epochs) {
    Transition t = trace.transitions().get(at);
    return new Transition(
        kind,
        t.event(),
        t.elapsedNs(),
        t.node(),
        t.epoch() + epochs,
        t.index(),
        t.tipEpoch(),
        t.members());
  }

  private static Altered altered(PartitionTrace of, List<Transition> before, Transition wrong) {
    List<Transition> all = new ArrayList<>(before);
    all.add(wrong);
    return new Altered(
        new PartitionTrace(
            of.seed(), of.partition(), of.replication(), of.log(), all, Optional.empty()),
        before.size());
  }
}
