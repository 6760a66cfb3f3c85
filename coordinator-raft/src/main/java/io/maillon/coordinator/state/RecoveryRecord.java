package io.maillon.coordinator.state;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;

/**
 * The timeline of one recovery. Times are wall-clock milliseconds of the leaders; 0 = not yet.
 *
 * @param cause for people
 * @param fromEpoch of the configuration that failed
 * @param toEpoch of the claim that followed
 * @param owner candidate of that claim
 * @param failedMs last sign of life
 * @param suspectedMs first doubt
 * @param declaredMs declared dead
 * @param claimedMs claim granted
 * @param installedMs the leader heard that the log is installed on every member
 * @param activatedMs the leader asked Raft to activate the claim, which it did: ready
 * @param caughtUpMs first commit seen in the new epoch
 * @param replayed records sent again by the new owner until then
 */
public record RecoveryRecord(
    PartitionId partition,
    String cause,
    long fromEpoch,
    long toEpoch,
    InstanceId owner,
    long failedMs,
    long suspectedMs,
    long declaredMs,
    long claimedMs,
    long installedMs,
    long activatedMs,
    long caughtUpMs,
    long replayed) {
  RecoveryRecord activated(long installed, long nowMs) {
    return new RecoveryRecord(
        partition,
        cause,
        fromEpoch,
        toEpoch,
        owner,
        failedMs,
        suspectedMs,
        declaredMs,
        claimedMs,
        installed,
        nowMs,
        caughtUpMs,
        replayed);
  }

  RecoveryRecord caughtUp(long nowMs, long records) {
    return new RecoveryRecord(
        partition,
        cause,
        fromEpoch,
        toEpoch,
        owner,
        failedMs,
        suspectedMs,
        declaredMs,
        claimedMs,
        installedMs,
        activatedMs,
        nowMs,
        records);
  }

  /** A newer claim took the place of this one before it was activated. */
  RecoveryRecord superseded(long epoch, InstanceId candidate, long nowMs) {
    return new RecoveryRecord(
        partition,
        cause,
        fromEpoch,
        epoch,
        candidate,
        failedMs,
        suspectedMs,
        declaredMs,
        nowMs,
        0,
        0,
        0,
        0);
  }
}
