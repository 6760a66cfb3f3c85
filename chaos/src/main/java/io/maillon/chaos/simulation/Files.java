package io.maillon.chaos.simulation;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The log directory of one instance name: survives its processes, locked by one of them. */
final class Files {
  private final Map<PartitionId, LogFile> files = new TreeMap<>();
  private final List<InstanceId> lives = new ArrayList<>();
  private SimulatedProcess holder;

  /** Whether the process has the lock now. */
  boolean lock(SimulatedProcess process) {
    if (holder == null || holder.isGone()) {
      holder = process;
    }
    return holder == process;
  }

  List<InstanceId> lives() {
    return List.copyOf(lives);
  }

  void begin(InstanceId life) {
    lives.add(life);
  }

  /** The host goes down. Gives whether anything came back or was lost by it. */
  boolean losePower(Chance chance) {
    boolean any = false;
    for (LogFile file : files.values()) {
      any |= file.losePower(chance);
    }
    return any;
  }

  /** Last commit of the log held, empty = none is. */
  Optional<CommitNode> tip(PartitionId partition) {
    return Optional.ofNullable(files.get(partition)).flatMap(LogFile::tip);
  }

  LogFile file(PartitionId partition) {
    return files.computeIfAbsent(partition, p -> new LogFile());
  }

  List<PartitionId> held() {
    List<PartitionId> held = new ArrayList<>();
    files.forEach(
        (partition, file) -> {
          if (file.exists()) {
            held.add(partition);
          }
        });
    return held;
  }
}
