package io.maillon.chaos.cluster.linux;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Fills, slows down, stalls and breaks the disks of nodes. Faults of one disk may overlap; what a
 * remount undoes is done again while it lasts. Owned by the thread of the cluster.
 *
 * <p>The end of a {@link FaultKind#DISK_ERROR} replaces the disk by one with the same synced
 * content; a process that still runs then is killed, because its open files are of the old one.
 */
public final class DiskFaults {
  private static final long BYTES_PER_KILOBYTE = 1_000;
  private static final long FULL_BYTES_MAX = 64 * 1024;

  private final Function<String, Machine> machines;
  private final Map<String, State> states = new TreeMap<>();

  /** How many faults of each kind last on one disk. */
  private static final class State {
    int full;
    int stalled;
    int failing;
    final Amounts limits = new Amounts();
  }

  public DiskFaults(Function<String, Machine> machines) {
    this.machines = machines;
  }

  /** Offers what the given machine, one for all, can do. */
  public void offer(EffectFaults faults, Machine example) {
    if (example.disk().isEmpty()) {
      return;
    }
    faults.offer(FaultKind.DISK_FULL, fault -> fill(machine(fault)));
    faults.offer(FaultKind.DISK_STALL, fault -> stall(machine(fault)));
    if (Shell.works(Scripts.python(), "-c", "import fcntl")) {
      faults.offer(FaultKind.DISK_ERROR, fault -> fail(machine(fault)));
      faults.offer(FaultKind.POWER_LOSS, fault -> Effect.once(losePower(machine(fault))));
    }
    if (example.limits().has("blkio")) {
      faults.offer(FaultKind.DISK_SLOW, fault -> slow(machine(fault), fault.amount()));
    }
  }

  private Effect fill(Machine machine) throws IOException {
    LoopDisk disk = disk(machine);
    State state = state(machine);
    if (state.full++ == 0 && state.failing == 0) {
      awake(disk, state, disk::fill);
    }
    String evidence = disk.room() <= FULL_BYTES_MAX ? left(disk) : "";
    return Effect.of(
        evidence,
        () -> {
          if (--state.full == 0 && state.failing == 0) {
            awake(disk, state, disk::free);
          }
          return left(disk);
        });
  }

  private static String left(LoopDisk disk) throws IOException {
    return disk.directory() + ": " + disk.room() + " bytes left";
  }

  private Effect stall(Machine machine) throws IOException {
    LoopDisk disk = disk(machine);
    State state = state(machine);
    if (state.stalled++ == 0 && state.failing == 0) {
      disk.stall();
    }
    String evidence = state.failing == 0 && disk.stalls() ? disk.directory() + " is frozen" : "";
    return Effect.of(
        evidence,
        () -> {
          if (--state.stalled == 0 && state.failing == 0) {
            disk.resume();
          }
          return disk.directory() + (state.stalled == 0 ? " is thawed" : " stays frozen");
        });
  }

  private Effect fail(Machine machine) throws IOException {
    LoopDisk disk = disk(machine);
    State state = state(machine);
    if (state.failing++ == 0) {
      if (state.stalled > 0) {
        disk.resume();
      }
      disk.powerDown();
    }
    String evidence = disk.writes() ? "" : disk.directory() + " can't be written";
    return Effect.of(
        evidence,
        () -> {
          if (--state.failing > 0) {
            return disk.directory() + " still fails";
          }
          String killed = machine.kill();
          disk.remount();
          settle(disk, state);
          return disk.directory() + " is mounted again" + (killed.isEmpty() ? "" : ", " + killed);
        });
  }

  private String losePower(Machine machine) throws IOException {
    LoopDisk disk = disk(machine);
    State state = state(machine);
    if (state.failing == 0) {
      if (state.stalled > 0) {
        disk.resume();
      }
      disk.powerDown();
    }
    String killed = machine.kill();
    disk.remount();
    settle(disk, state);
    if (state.failing > 0) {
      disk.powerDown();
    }
    return killed + (killed.isEmpty() ? "" : ", ") + disk.directory() + " lost its power";
  }

  private Effect slow(Machine machine, long amount) throws IOException {
    String device = disk(machine).device();
    Amounts limits = state(machine).limits;
    limits.add(amount);
    String evidence = machine.limits().limitWrites(device, bytes(limits));
    return Effect.of(
        evidence,
        () -> {
          limits.remove(amount);
          return machine.limits().limitWrites(device, bytes(limits)) + " for " + device;
        });
  }

  private static OptionalLong bytes(Amounts kilobytes) {
    OptionalLong least = kilobytes.least();
    return least.isEmpty() ? least : OptionalLong.of(least.getAsLong() * BYTES_PER_KILOBYTE);
  }

  /** Does to a disk that was mounted again what lasts on it. */
  private static void settle(LoopDisk disk, State state) throws IOException {
    if (state.full > 0) {
      disk.fill();
    } else {
      disk.free();
    }
    if (state.stalled > 0 && state.failing == 0) {
      disk.stall();
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** A stalled disk takes no changes, ours included. */
  private static void awake(LoopDisk disk, State state, Step step) throws IOException {
    if (state.stalled > 0) {
      disk.resume();
    }
    step.run();
    if (state.stalled > 0) {
      disk.stall();
    }
  }

  private State state(Machine machine) {
    return states.computeIfAbsent(machine.name(), key -> new State());
  }

  private static LoopDisk disk(Machine machine) {
    return machine.disk().orElseThrow();
  }

  private Machine machine(Injection fault) {
    return machines.apply(fault.nodes().get(0));
  }
}
