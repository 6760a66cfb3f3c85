package io.maillon.recovery.plan;

import io.maillon.protocol.InstanceId;
import java.util.List;

/**
 * A living instance, as the planner sees it.
 *
 * @param reachable whether it may be given work now: it is connected and nothing speaks against it
 * @param host machine it runs on
 * @param stages it can run; empty = all
 * @param logHost whether it holds replicas only
 * @param carries former lives whose durable logs it holds
 */
public record InstanceView(
    InstanceId id,
    boolean reachable,
    String host,
    List<String> stages,
    boolean logHost,
    List<InstanceId> carries) {
  public InstanceView {
    stages = List.copyOf(stages);
    carries = List.copyOf(carries);
  }

  boolean canRun(String stage) {
    return reachable && !logHost && (stages.isEmpty() || stages.contains(stage));
  }
}
