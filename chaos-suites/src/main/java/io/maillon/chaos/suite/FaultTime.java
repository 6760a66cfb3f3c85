package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.checker.pipeline.PipelineEvent.Fault.Phase;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.fault.Schedule;
import io.maillon.chaos.fault.Strike;
import io.maillon.chaos.fault.Striker;
import io.maillon.chaos.fault.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The time of faults: strikes come, and when it is over everything heals and the sources come to
 * their end. Owned by the suite's thread; times are wall-clock ones, in milliseconds.
 */
final class FaultTime implements AutoCloseable {
  private final RunHistory history;
  private final Subject subject;
  private final Watch watch;
  private final Deployment deployment;
  private final Consumer<String> progress;
  private final long endMs;
  private final Striker striker;
  private long faults;
  private OptionalLong healedMs = OptionalLong.empty();

  /** Begins now; the history begins with it. */
  FaultTime(
      SuiteOptions options,
      Subject subject,
      Faults all,
      Deployment deployment,
      Watch watch,
      RunHistory history)
      throws IOException {
    this.history = history;
    this.subject = subject;
    this.watch = watch;
    this.deployment = deployment;
    progress = options.progress();
    long beginMs = System.currentTimeMillis();
    endMs = beginMs + options.duration().toMillis();
    List<Strike> strikes =
        Schedule.draw(options.seed(), options.suite().nemeses(), options.duration().toMillis())
            .stream()
            .filter(strike -> all.kinds().contains(strike.kind()))
            .filter(s -> s.target() != Target.COORDINATORS || all.reachesCoordinators())
            .toList();
    history.begin(strikes);
    striker = new Striker(all, strikes, beginMs, options.suite().quorumLoss(), this::note);
    progress.accept(strikes.size() + " faults to come, seed " + options.seed());
  }

  /** Strikes, or heals, what is due. */
  void step(long nowMs) throws IOException {
    if (healedMs.isPresent()) {
      return;
    }
    if (nowMs < endMs) {
      striker.step(watch.last(), deployment.down(), nowMs);
      return;
    }
    striker.heal(nowMs);
    subject.release();
    healedMs = OptionalLong.of(nowMs);
    progress.accept("everything heals after " + faults + " faults");
  }

  /** Nothing lasts, nothing more comes. */
  void heal(long nowMs) throws IOException {
    striker.heal(nowMs);
  }

  /** No fault outlasts the run, whatever ended that. */
  @Override
  public void close() throws IOException {
    heal(System.currentTimeMillis());
  }

  /** When everything healed because the time was over; empty before. */
  OptionalLong healedMs() {
    return healedMs;
  }

  /** How many there were so far. */
  long faults() {
    return faults;
  }

  private void note(PipelineEvent.Fault fault) {
    boolean begins = fault.phase() == Phase.BEGIN;
    faults += begins ? 1 : 0;
    try {
      history.append(
          begins ? fault.held(Holdings.of(watch.last(), fault.nodes(), fault.atMs())) : fault);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
