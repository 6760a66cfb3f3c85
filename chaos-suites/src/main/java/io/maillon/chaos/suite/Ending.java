package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.control.PipelineState;
import java.util.Optional;

/**
 * When a run is over: its pipeline has ended, or it had its time for that. Owned by the suite's
 * thread; times are wall-clock ones, in milliseconds.
 */
final class Ending {
  private final Watch watch;
  private final Sampling sampling;
  private final FaultTime faultTime;

  Ending(Watch watch, Sampling sampling, FaultTime faultTime) {
    this.watch = watch;
    this.sampling = sampling;
    this.faultTime = faultTime;
  }

  /** How it ended; empty while it goes on. */
  Optional<PipelineEvent.End> at(long nowMs) {
    Optional<PipelineEvent.End> ended =
        watch
            .last()
            .status()
            .filter(s -> s.state() != PipelineState.RUNNING)
            .map(
                s ->
                    new PipelineEvent.End(
                        s.state().toString(), s.message(), nowMs, sampling.inputEndedMs()));
    return ended.isPresent() || !isLate(nowMs) ? ended : Optional.of(late(nowMs));
  }

  private boolean isLate(long nowMs) {
    return faultTime.healedMs().isPresent()
        && nowMs
            > Math.max(faultTime.healedMs().getAsLong(), sampling.inputEndedMs())
                + RunHistory.LIVENESS_BOUND_MS;
  }

  private PipelineEvent.End late(long nowMs) {
    String pending = watch.last().status().map(Ending::pending).orElse("no coordinator leads");
    return new PipelineEvent.End(
        PipelineState.RUNNING.toString(),
        "not done " + RunHistory.LIVENESS_BOUND_MS + " ms after everything had healed: " + pending,
        nowMs,
        sampling.inputEndedMs());
  }

  private static String pending(PipelineStatus status) {
    return status.partitions().stream()
        .filter(p -> !p.finished())
        .map(p -> p.id() + " " + p.state() + " " + p.waitsFor())
        .toList()
        .toString();
  }
}
