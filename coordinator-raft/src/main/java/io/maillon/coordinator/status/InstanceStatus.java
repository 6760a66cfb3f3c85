package io.maillon.coordinator.status;

/**
 * One instance.
 *
 * @param id such as {@code n4#2}
 * @param pid of its process on its host
 * @param host machine it runs on
 * @param address of its data server
 * @param state such as ALIVE or DEAD
 * @param reason why it was declared dead, empty = it was not
 * @param failedMs last sign of life before that, wall-clock time of the leader; 0 = it was not
 * @param declaredMs when that was decided, by the same clock; 0 = it was not
 */
public record InstanceStatus(
    String id,
    long pid,
    String host,
    String address,
    String state,
    String reason,
    long failedMs,
    long declaredMs) {
  /** Whether it is silent and not declared dead only because it has the last copy of something. */
  public boolean spared() {
    return state.equals("SPARED");
  }

  public boolean alive() {
    return !state.equals("DEAD");
  }
}
