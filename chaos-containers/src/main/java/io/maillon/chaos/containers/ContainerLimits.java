package io.maillon.chaos.containers;

import io.maillon.chaos.cluster.linux.ControlGroup;
import io.maillon.chaos.cluster.linux.Limits;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Limits that hold for all lives of a node's program: each life is a container with control groups
 * of its own, which get what lasts. Owned by the thread of the cluster.
 */
final class ContainerLimits implements Limits {
  private static final String NEXT = "holds for its next container";

  private final ControlGroup example;
  private final Map<String, OptionalLong> writes = new TreeMap<>();
  private OptionalLong cpuPercent = OptionalLong.empty();
  private OptionalLong memoryBytes = OptionalLong.empty();
  private Optional<ControlGroup> group;

  /**
   * @param example of what the engine gives to containers
   */
  ContainerLimits(ControlGroup example) {
    this.example = example;
    this.group = Optional.empty();
  }

  /** A new container is there. */
  void enter(long pid) throws IOException {
    ControlGroup entered = ControlGroup.ofProcess(pid);
    group = Optional.of(entered);
    if (cpuPercent.isPresent()) {
      entered.limitCpu(cpuPercent);
    }
    if (memoryBytes.isPresent()) {
      entered.limitMemory(memoryBytes);
    }
    for (Map.Entry<String, OptionalLong> write : writes.entrySet()) {
      if (write.getValue().isPresent()) {
        entered.limitWrites(write.getKey(), write.getValue());
      }
    }
  }

  /** The groups of a container go with it, at any time. */
  private Optional<ControlGroup> group() {
    return group.filter(ControlGroup::exists);
  }

  @Override
  public boolean has(String controller) {
    return example.has(controller);
  }

  @Override
  public String limitCpu(OptionalLong percent) throws IOException {
    cpuPercent = percent;
    return group().isEmpty() ? NEXT : group().get().limitCpu(percent);
  }

  @Override
  public long throttled() {
    return group().map(ControlGroup::throttled).orElse(0L);
  }

  @Override
  public String limitMemory(OptionalLong bytes) throws IOException {
    memoryBytes = bytes;
    return group().isEmpty() ? NEXT : group().get().limitMemory(bytes);
  }

  /** Of the whole machine: the counter of a container goes with it. */
  @Override
  public long outOfMemoryKills() {
    return ControlGroup.outOfMemoryKillsOfAll();
  }

  @Override
  public String limitWrites(String device, OptionalLong bytesPerSecond) throws IOException {
    writes.put(device, bytesPerSecond);
    return group().isEmpty() ? NEXT : group().get().limitWrites(device, bytesPerSecond);
  }
}
