package io.maillon.chaos.cluster.linux;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.heap.HeapAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Kills processes, starves them and moves their clocks. Limits hold for all lives of a node's
 * process; of several the lowest holds. Owned by the thread of the cluster.
 */
public final class ProcessFaults {
  private static final long BYTES_PER_MEGABYTE = 1 << 20;
  private static final Duration OUT_OF_MEMORY_WITHIN = Duration.ofSeconds(5);

  private final Function<String, Machine> machines;
  private final Map<String, Amounts> cpu = new TreeMap<>();
  private final Map<String, Amounts> memory = new TreeMap<>();

  public ProcessFaults(Function<String, Machine> machines) {
    this.machines = machines;
  }

  /**
   * Offers what the given machine, one for all, can do.
   *
   * @param scratch a directory that all machines see under the same path
   */
  public void offer(EffectFaults faults, Machine example, Path scratch) throws IOException {
    faults.offer(FaultKind.KILL, fault -> Effect.once(machine(fault).kill()));
    faults.offer(FaultKind.TERMINATE, fault -> Effect.once(machine(fault).terminate()));
    if (HeapAgent.isAvailable()) {
      Path agent = HeapAgent.unpack(scratch);
      faults.offer(FaultKind.OUT_OF_MEMORY, fault -> Effect.once(exhaust(machine(fault), agent)));
    }
    if (example.limits().has("cpu")) {
      faults.offer(FaultKind.SLOW_CPU, this::slow);
    }
    if (example.limits().has("memory")) {
      faults.offer(FaultKind.MEMORY_LIMIT, this::limitMemory);
    }
    if (example.clock().isPresent()) {
      faults.offer(FaultKind.CLOCK_STEP, this::step);
    }
  }

  /** Who is stopped would not hear of the agent before it goes on. */
  private static String exhaust(Machine machine, Path agent) throws IOException {
    OptionalLong pid = machine.pid();
    if (pid.isEmpty()
        || ProcFile.state(pid.getAsLong()).equals(Optional.of("T"))
        || !HeapAgent.load(agent, pid.getAsLong())) {
      return "";
    }
    boolean ended = Waiting.until(OUT_OF_MEMORY_WITHIN, () -> machine.pid().isEmpty());
    return ended && machine.exitStatus().equals(Optional.of(HeapAgent.EXIT_STATUS))
        ? "out of memory: pid " + pid.getAsLong() + " exited with " + HeapAgent.EXIT_STATUS
        : "";
  }

  private Effect slow(Injection fault) throws IOException {
    Machine machine = machine(fault);
    Amounts amounts = cpu.computeIfAbsent(machine.name(), key -> new Amounts());
    amounts.add(fault.amount());
    long before = machine.limits().throttled();
    String evidence = machine.limits().limitCpu(amounts.least());
    return Effect.of(
        evidence,
        () -> {
          amounts.remove(fault.amount());
          long times = Math.max(0, machine.limits().throttled() - before);
          return machine.limits().limitCpu(amounts.least()) + ", was throttled " + times + " times";
        });
  }

  private Effect limitMemory(Injection fault) throws IOException {
    Machine machine = machine(fault);
    Amounts amounts = memory.computeIfAbsent(machine.name(), key -> new Amounts());
    amounts.add(fault.amount());
    long before = machine.limits().outOfMemoryKills();
    String evidence = limitOrKill(machine, bytes(amounts));
    return Effect.of(
        evidence,
        () -> {
          amounts.remove(fault.amount());
          long kills = machine.limits().outOfMemoryKills() - before;
          return machine.limits().limitMemory(bytes(amounts)) + ", " + kills + " killed by it";
        });
  }

  /** Some kernels refuse a limit below what is in use, instead of killing for it. */
  private static String limitOrKill(Machine machine, OptionalLong bytes) throws IOException {
    try {
      return machine.limits().limitMemory(bytes);
    } catch (IOException e) {
      String killed = machine.kill();
      if (killed.isEmpty()) {
        throw e;
      }
      return machine.limits().limitMemory(bytes) + ", more was in use: " + killed;
    }
  }

  private static OptionalLong bytes(Amounts megabytes) {
    OptionalLong least = megabytes.least();
    return least.isEmpty() ? least : OptionalLong.of(least.getAsLong() * BYTES_PER_MEGABYTE);
  }

  private Effect step(Injection fault) throws IOException {
    Machine machine = machine(fault);
    ClockShim clock = machine.clock().orElseThrow();
    clock.add(fault.amount());
    return Effect.of(
        clockOf(machine, clock),
        () -> {
          clock.remove(fault.amount());
          return clockOf(machine, clock);
        });
  }

  private static String clockOf(Machine machine, ClockShim clock) {
    OptionalLong pid = machine.pid();
    return pid.isPresent() && clock.moves(pid.getAsLong())
        ? "wall clock of pid " + pid.getAsLong() + " ahead by " + clock.aheadMs() + " ms"
        : "";
  }

  private Machine machine(Injection fault) {
    return machines.apply(fault.nodes().get(0));
  }
}
