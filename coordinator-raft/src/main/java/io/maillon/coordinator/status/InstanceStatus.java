package io.maillon.coordinator.status;

/**
 * One instance.
 *
 * @param id such as {@code n4#2}
 * @param pid of its process on its host
 * @param host machine it runs on
 * @param address of its data server
 * @param state such as ALIVE or DEAD
 */
public record InstanceStatus(String id, long pid, String host, String address, String state) {
  public boolean alive() {
    return !state.equals("DEAD");
  }
}
