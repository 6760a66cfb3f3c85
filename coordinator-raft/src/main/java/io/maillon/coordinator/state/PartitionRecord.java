package io.maillon.coordinator.state;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PartitionEntry;
import java.util.List;
import java.util.Optional;

/**
 * What is agreed about one partition.
 *
 * <p>Invariant: a pending claim's epoch is above that of the active configuration.
 *
 * @param active configuration in force
 * @param newestEpoch highest epoch ever granted
 * @param claim the newest one, unless it was activated
 * @param fresh whether the claim's candidate begins with an empty log
 * @param finished whether the stream ended and everything is acknowledged
 * @param loss declared and not accepted yet
 * @param lossAccepted whether the next claim may begin with an empty log
 * @param stable last sequence numbers recorded
 */
public record PartitionRecord(
    PartitionId partition,
    Configuration active,
    long newestEpoch,
    Optional<Claim> claim,
    boolean fresh,
    boolean finished,
    Optional<String> loss,
    boolean lossAccepted,
    Action.Stable stable) {
  static PartitionRecord unowned(PartitionId partition) {
    return new PartitionRecord(
        partition,
        Configuration.NONE,
        0,
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        false,
        new Action.Stable(partition, 0, 0, 0, 0, 0, List.of()));
  }

  public PartitionEntry entry() {
    return new PartitionEntry(partition, active, claim, finished);
  }

  PartitionRecord withNewestEpoch(long epoch) {
    return new PartitionRecord(
        partition, active, epoch, claim, fresh, finished, loss, lossAccepted, stable);
  }

  PartitionRecord withActive(Configuration configuration) {
    return new PartitionRecord(
        partition, configuration, newestEpoch, claim, fresh, finished, loss, lossAccepted, stable);
  }

  PartitionRecord granted(Claim granted, boolean begins) {
    return new PartitionRecord(
        partition,
        active,
        granted.epoch(),
        Optional.of(granted),
        begins,
        finished,
        loss,
        lossAccepted,
        stable);
  }

  PartitionRecord activated() {
    return new PartitionRecord(
        partition,
        claim.orElseThrow().proposal(),
        newestEpoch,
        Optional.empty(),
        false,
        finished,
        Optional.empty(),
        false,
        stable);
  }

  PartitionRecord asFinished() {
    return new PartitionRecord(
        partition, active, newestEpoch, Optional.empty(), false, true, loss, lossAccepted, stable);
  }

  PartitionRecord withLoss(Optional<String> declared, boolean accepted) {
    return new PartitionRecord(
        partition, active, newestEpoch, claim, fresh, finished, declared, accepted, stable);
  }

  PartitionRecord withStable(Action.Stable recorded) {
    return new PartitionRecord(
        partition, active, newestEpoch, claim, fresh, finished, loss, lossAccepted, recorded);
  }
}
