package io.maillon.recovery.plan;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * From what is agreed and who lives to the reconfigurations that are wanting. A pure function; it
 * decides again from scratch whenever anything changes.
 *
 * <p>What it may do for a partition follows from where its log is: with replicas any one of them is
 * enough; a file is found only by the life that carries it; a log in memory without replicas is
 * gone with its owner, and begins anew.
 */
public final class Planner {
  /** Each one sends a whole log over the network, beside the work. */
  private static final int SPREAD_AT_ONCE = 4;

  /** Differences in load below this are not worth it. */
  private static final int SPREAD_FROM = 3;

  private final PipelineSpec spec;
  private final List<InstanceView> living;
  private final Map<InstanceId, InstanceView> byId = new TreeMap<>();
  private final Map<InstanceId, Integer> owned = new TreeMap<>();
  private final Map<InstanceId, Integer> held = new TreeMap<>();
  private final Map<PartitionId, InstanceId> owners = new TreeMap<>();
  private final List<Plan.Move> moves = new ArrayList<>();
  private final List<PartitionId> lost = new ArrayList<>();
  private final Map<PartitionId, String> waiting = new TreeMap<>();

  private Planner(PipelineSpec spec, List<InstanceView> living) {
    this.spec = spec;
    this.living = living.stream().sorted(Comparator.comparing(InstanceView::id)).toList();
    this.living.forEach(i -> byId.put(i.id(), i));
  }

  /**
   * @param partitions those that are not finished
   * @param living instances that are not declared dead; new work goes only to the reachable ones
   */
  public static Plan plan(
      PipelineSpec spec, List<PartitionView> partitions, List<InstanceView> living) {
    Planner planner = new Planner(spec, living);
    partitions.forEach(planner::count);
    partitions.forEach(planner::foresee);
    partitions.forEach(planner::decide);
    if (planner.isSettled(partitions)) {
      partitions.forEach(planner::spread);
    }
    return new Plan(planner.moves, planner.lost, planner.waiting);
  }

  /** Nothing is under way, wanting or lost, so that nobody is kept from recovering. */
  private boolean isSettled(List<PartitionView> partitions) {
    return moves.isEmpty()
        && lost.isEmpty()
        && waiting.isEmpty()
        && partitions.stream().allMatch(p -> p.claim().isEmpty());
  }

  private void count(PartitionView p) {
    Configuration next = p.claim().map(Claim::proposal).orElse(p.active());
    next.owner().ifPresent(o -> own(p.id(), o));
    next.replicas().forEach(r -> held.merge(r, 1, Integer::sum));
  }

  /** Where unowned partitions will be dealt counts already when replicas are chosen for others. */
  private void foresee(PartitionView p) {
    if (!owners.containsKey(p.id())) {
      dealt(p).ifPresent(i -> own(p.id(), i.id()));
    }
  }

  private void decide(PartitionView p) {
    boolean pending = p.claim().map(c -> isSound(c) && !p.claimStuck()).orElse(false);
    if (pending) {
      return;
    }
    if (p.active().owner().map(byId::containsKey).orElse(false)) {
      keepOwner(p, byId.get(p.active().owner().get()));
    } else {
      replaceOwner(p);
    }
  }

  private boolean isSound(Claim claim) {
    return byId.containsKey(claim.candidate()) && byId.keySet().containsAll(claim.replicas());
  }

  /** The owner lives: it may lack replicas, or have lost office to a claim that came to nothing. */
  private void keepOwner(PartitionView p, InstanceView owner) {
    List<InstanceId> replicas = replicasFor(p, owner);
    boolean complete =
        replicas.containsAll(p.active().replicas())
            && replicas.size() == p.active().replicas().size();
    if (complete && p.claim().isEmpty()) {
      return;
    }
    if (!owner.reachable()) {
      waiting.put(p.id(), "waits until its owner " + owner.id() + " is heard again");
      return;
    }
    if (replicas.isEmpty() && stage(p).replication() > 0) {
      waiting.put(p.id(), "waits for an instance that can hold a replica");
      return;
    }
    String cause = complete ? "an outdated claim" : changeCause(p);
    move(p, owner, replicas, false, cause);
  }

  private String changeCause(PartitionView p) {
    List<InstanceId> dead =
        p.active().replicas().stream().filter(r -> !byId.containsKey(r)).toList();
    return dead.isEmpty() ? "room for more replicas" : "loss of replica " + dead.get(0);
  }

  private void replaceOwner(PartitionView p) {
    StageSpec stage = stage(p);
    boolean unowned = p.active().epoch() == 0;
    boolean onFile = stage.log() == LogKind.FILE;
    boolean fresh = unowned || p.lossAccepted() || (stage.replication() == 0 && !onFile);
    List<InstanceId> sources = p.active().replicas().stream().filter(byId::containsKey).toList();
    if (!fresh && stage.replication() > 0 && sources.isEmpty()) {
      if (onFile) {
        waiting.put(p.id(), "waits for the files of one of " + p.active().replicas());
      } else {
        lost.add(p.id());
      }
      return;
    }
    Optional<InstanceView> candidate = candidate(p, unowned, fresh, sources);
    if (candidate.isEmpty()) {
      waiting.put(
          p.id(),
          !fresh && stage.replication() == 0
              ? "waits for the file of " + p.active().owner().map(InstanceId::toString).orElse("?")
              : "waits for an instance that can run stage " + stage.name());
      return;
    }
    List<InstanceId> replicas = replicasFor(p, candidate.get());
    if (replicas.isEmpty() && stage.replication() > 0) {
      waiting.put(p.id(), "waits for an instance that can hold a replica");
      return;
    }
    String cause =
        unowned
            ? "start"
            : "loss of owner " + p.active().owner().map(InstanceId::toString).orElse("none");
    move(p, candidate.get(), replicas, fresh, cause);
  }

  private Optional<InstanceView> candidate(
      PartitionView p, boolean unowned, boolean fresh, List<InstanceId> sources) {
    StageSpec stage = stage(p);
    List<InstanceView> able = living.stream().filter(i -> i.canRun(stage.name())).toList();
    if (unowned && !p.claimStuck()) {
      return dealt(p);
    }
    if (!fresh && stage.replication() == 0) {
      InstanceId owner = p.active().owner().orElseThrow();
      return able.stream().filter(i -> i.carries().contains(owner)).findFirst();
    }
    Optional<InstanceId> stuck =
        p.claimStuck() ? p.claim().map(Claim::candidate) : Optional.empty();
    return Stream.of(
            leastOwning(able.stream().filter(i -> sources.contains(i.id())), stuck),
            leastOwning(able.stream(), stuck),
            leastOwning(able.stream(), Optional.empty()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<InstanceView> leastOwning(
      Stream<InstanceView> among, Optional<InstanceId> without) {
    return among
        .filter(i -> !without.equals(Optional.of(i.id())))
        .min(
            Comparator.<InstanceView>comparingInt(i -> owned.getOrDefault(i.id(), 0))
                .thenComparing(InstanceView::id));
  }

  /** At the start the partitions of a stage are dealt in turn over as many instances as it asks. */
  private Optional<InstanceView> dealt(PartitionView p) {
    List<InstanceView> able = living.stream().filter(i -> i.canRun(p.id().stage())).toList();
    return able.isEmpty() ? Optional.empty() : Optional.of(able.get(seat(p.id(), able.size())));
  }

  private int seat(PartitionId partition, int able) {
    int first = 0;
    for (StageSpec s : spec.stages()) {
      if (s.name().equals(partition.stage())) {
        return (first + partition.index() % s.instances()) % able;
      }
      first += s.instances();
    }
    return 0;
  }

  /**
   * Who holds the log goes on holding it; then other hosts first, then whoever has least to do, of
   * equals where most outputs go.
   */
  private List<InstanceId> replicasFor(PartitionView p, InstanceView owner) {
    int wanted = stage(p).replication();
    List<InstanceId> chosen = new ArrayList<>();
    p.active().replicas().stream()
        .filter(r -> byId.containsKey(r) && !r.equals(owner.id()))
        .limit(wanted)
        .forEach(chosen::add);
    if (chosen.size() == wanted) {
      return chosen;
    }
    List<InstanceId> stuck =
        p.claim().filter(c -> p.claimStuck()).map(Claim::replicas).orElse(List.of());
    Map<InstanceId, Integer> receives = receivers(p);
    living.stream()
        .filter(i -> i.reachable() && !i.id().equals(owner.id()) && !chosen.contains(i.id()))
        .sorted(
            Comparator.<InstanceView, Boolean>comparing(i -> stuck.contains(i.id()))
                .thenComparing(i -> i.host().equals(owner.host()))
                .thenComparing(this::load)
                .thenComparing(i -> -receives.getOrDefault(i.id(), 0))
                .thenComparing(InstanceView::id))
        .limit(wanted - chosen.size())
        .forEach(i -> chosen.add(i.id()));
    return chosen;
  }

  /** Owning and holding count alike: what is held may be owned after the next failure. */
  private int load(InstanceView i) {
    return owned.getOrDefault(i.id(), 0) + held.getOrDefault(i.id(), 0);
  }

  private void move(
      PartitionView p, InstanceView to, List<InstanceId> replicas, boolean fresh, String cause) {
    long epoch = Math.max(p.newestEpoch(), p.active().epoch()) + 1;
    moves.add(new Plan.Move(p, new Claim(epoch, to.id(), replicas), fresh, cause));
    own(p.id(), to.id());
    replicas.forEach(r -> held.merge(r, 1, Integer::sum));
  }

  /**
   * Lets whoever joined last hold replicas of those who hold most: what it holds it can take over,
   * and takes over warm. Each step lessens the greatest difference, so this comes to an end. What
   * is on file stays with its files.
   */
  private void spread(PartitionView p) {
    InstanceView owner = p.active().owner().map(byId::get).orElse(null);
    if (moves.size() >= SPREAD_AT_ONCE
        || owner == null
        || !owner.reachable()
        || stage(p).log() == LogKind.FILE) {
      return;
    }
    Optional<InstanceView> heaviest =
        p.active().replicas().stream().map(byId::get).max(Comparator.comparingInt(this::load));
    Optional<InstanceView> lightest =
        living.stream()
            .filter(i -> i.reachable() && !p.active().isMember(i.id()))
            .min(Comparator.comparingInt(this::load));
    if (heaviest.isEmpty()
        || lightest.isEmpty()
        || load(heaviest.get()) - load(lightest.get()) < SPREAD_FROM
        || isWorse(p, lightest.get(), heaviest.get(), owner)) {
      return;
    }
    List<InstanceId> replicas = new ArrayList<>(p.active().replicas());
    replicas.replaceAll(r -> r.equals(heaviest.get().id()) ? lightest.get().id() : r);
    held.merge(heaviest.get().id(), -1, Integer::sum);
    held.merge(lightest.get().id(), 1, Integer::sum);
    long epoch = Math.max(p.newestEpoch(), p.active().epoch()) + 1;
    moves.add(
        new Plan.Move(
            p, new Claim(epoch, owner.id(), replicas), false, "spread to " + lightest.get().id()));
  }

  /** Whether a replica here would die with the owner's host, or could not take over. */
  private static boolean isWorse(
      PartitionView p, InstanceView here, InstanceView there, InstanceView owner) {
    String stage = p.id().stage();
    return (here.host().equals(owner.host()) && !there.host().equals(owner.host()))
        || (there.canRun(stage) && !here.canRun(stage));
  }

  /** How many of the targets each instance owns. */
  private Map<InstanceId, Integer> receivers(PartitionView p) {
    Map<InstanceId, Integer> receives = new TreeMap<>();
    for (PartitionId target : spec.targets(p.id())) {
      InstanceId owner = owners.get(target);
      if (owner != null) {
        receives.merge(owner, 1, Integer::sum);
      }
    }
    return receives;
  }

  private void own(PartitionId partition, InstanceId owner) {
    InstanceId former = owners.put(partition, owner);
    if (former != null) {
      owned.merge(former, -1, Integer::sum);
    }
    owned.merge(owner, 1, Integer::sum);
  }

  private StageSpec stage(PartitionView p) {
    return spec.stage(p.id().stage());
  }
}
