package io.maillon.chaos.cluster.linux;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * SIGSTOP and SIGCONT. A process that is started while its node is frozen runs: a kill takes the
 * freeze away. Owned by the thread of the cluster.
 */
public final class Freezing {
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(1);

  private final Function<String, Machine> machines;
  private final Map<Long, Integer> frozen = new TreeMap<>();

  public Freezing(Function<String, Machine> machines) {
    this.machines = machines;
  }

  /** Offers it. */
  public void offer(EffectFaults faults) {
    faults.offer(FaultKind.FREEZE, this::freeze);
  }

  private Effect freeze(Injection fault) throws IOException {
    OptionalLong running = machines.apply(fault.nodes().get(0)).pid();
    if (running.isEmpty()) {
      return Effect.once("");
    }
    long pid = running.getAsLong();
    frozen.merge(pid, 1, Integer::sum);
    signal("STOP", pid);
    boolean stopped = Waiting.until(SEEN_WITHIN, () -> isStopped(pid));
    return Effect.of(stopped ? "pid " + pid + " is in state T" : "", () -> thaw(pid));
  }

  private String thaw(long pid) throws IOException {
    if (frozen.merge(pid, -1, (before, change) -> before + change == 0 ? null : before + change)
        != null) {
      return "pid " + pid + " stays frozen";
    }
    if (ProcFile.state(pid).isEmpty() || !isStopped(pid)) {
      return "pid " + pid + " is not in state T any more";
    }
    signal("CONT", pid);
    boolean runs = Waiting.until(SEEN_WITHIN, () -> !isStopped(pid));
    return runs ? "pid " + pid + " is in state " + ProcFile.state(pid).orElse("-") : "";
  }

  private static boolean isStopped(long pid) {
    return ProcFile.state(pid).filter("T"::equals).isPresent();
  }

  private static void signal(String name, long pid) throws IOException {
    Shell.run("kill", "-" + name, Long.toString(pid));
  }
}
