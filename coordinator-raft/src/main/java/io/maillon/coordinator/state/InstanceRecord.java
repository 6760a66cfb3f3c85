package io.maillon.coordinator.state;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Register;

/**
 * One life of an instance.
 *
 * @param id granted
 * @param register what it said when it joined
 * @param alive false = declared dead, for good
 * @param endReason empty while alive
 * @param joinedMs state time when it joined
 * @param failedMs last sign of life before the end
 * @param suspectedMs first doubt
 * @param declaredMs when it was declared dead
 */
public record InstanceRecord(
    InstanceId id,
    Register register,
    boolean alive,
    String endReason,
    long joinedMs,
    long failedMs,
    long suspectedMs,
    long declaredMs) {
  static InstanceRecord joined(InstanceId id, Register register, long nowMs) {
    return new InstanceRecord(id, register, true, "", nowMs, 0, 0, 0);
  }

  InstanceRecord ended(Action.Death death) {
    return new InstanceRecord(
        id,
        register,
        false,
        death.reason(),
        joinedMs,
        death.failedMs(),
        death.suspectedMs(),
        death.declaredMs());
  }

  public boolean canRun(String stage) {
    return !register.logHost()
        && (register.stages().isEmpty() || register.stages().contains(stage));
  }
}
