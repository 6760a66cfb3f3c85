package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Control groups of one node, in whichever version the machine has: a directory per controller, or
 * one for all. Owned by the thread of the cluster.
 */
public final class ControlGroup implements Limits {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final List<String> CONTROLLERS = List.of("cpu", "memory", "blkio");
  private static final long PERIOD_US = 100_000;

  private final boolean unified;

  /** Of each controller that it has; in version 2 it is the same for all. */
  private final Map<String, Path> directories = new TreeMap<>();

  private ControlGroup(boolean unified) {
    this.unified = unified;
  }

  private static boolean isUnified() {
    return Files.exists(ROOT.resolve("cgroup.controllers"));
  }

  /** Makes what the machine allows; it may turn out to have no controller at all. */
  public static ControlGroup create(String name) {
    ControlGroup group = new ControlGroup(isUnified());
    for (String controller : CONTROLLERS) {
      Path parent = group.unified ? ROOT : ROOT.resolve(controller);
      try {
        if (group.unified) {
          String shared = controller.equals("blkio") ? "io" : controller;
          Files.writeString(parent.resolve("cgroup.subtree_control"), "+" + shared);
        }
        if (Files.isDirectory(parent)) {
          Files.createDirectories(parent.resolve(name));
          group.add(controller, parent.resolve(name));
        }
      } catch (IOException e) {
        // Not ours to make: a controller less.
      }
    }
    return group;
  }

  /** The groups that a process of somebody else is in. */
  public static ControlGroup ofProcess(long pid) {
    ControlGroup group = new ControlGroup(isUnified());
    for (String line :
        ProcFile.read(Path.of("/proc/" + pid + "/cgroup")).orElse("").lines().toList()) {
      String[] fields = line.split(":", 3); // number, controllers, path
      String path = fields[2].substring(1);
      for (String controller : group.unified ? CONTROLLERS : List.of(fields[1].split(","))) {
        if (CONTROLLERS.contains(controller)) {
          group.add(controller, (group.unified ? ROOT : ROOT.resolve(controller)).resolve(path));
        }
      }
    }
    return group;
  }

  private void add(String controller, Path directory) {
    if (Files.isWritable(directory.resolve("cgroup.procs"))) {
      directories.put(controller, directory);
    }
  }

  /** Of {@code cpu}, {@code memory}, {@code blkio}. */
  @Override
  public boolean has(String controller) {
    return directories.containsKey(controller);
  }

  /** Whether it is still there: that of a container goes with its last process. */
  public boolean exists() {
    return directories.values().stream().allMatch(Files::isDirectory);
  }

  /** Files that a process writes its id into, to be a member. */
  public List<Path> entrances() {
    return directories.values().stream()
        .map(directory -> directory.resolve("cgroup.procs"))
        .distinct()
        .toList();
  }

  /** A share of one processor in percent; empty = no limit. */
  @Override
  public String limitCpu(OptionalLong percent) throws IOException {
    String quota =
        percent.isEmpty() ? (unified ? "max" : "-1") : percent.getAsLong() * PERIOD_US / 100 + "";
    return unified
        ? write("cpu", "cpu.max", quota + " " + PERIOD_US)
        : write("cpu", "cpu.cfs_quota_us", quota);
  }

  /** How often its processes had to wait for their next share. */
  @Override
  public long throttled() {
    return counter("cpu", "cpu.stat", "nr_throttled");
  }

  /**
   * Memory in bytes; empty = no limit.
   *
   * @throws IOException also when more is in use and can't be taken away
   */
  @Override
  public String limitMemory(OptionalLong bytes) throws IOException {
    String limit = bytes.isPresent() ? Long.toString(bytes.getAsLong()) : unified ? "max" : "-1";
    return write("memory", unified ? "memory.max" : "memory.limit_in_bytes", limit);
  }

  /** Processes of it that the kernel killed for want of memory. */
  @Override
  public long outOfMemoryKills() {
    return counter("memory", unified ? "memory.events" : "memory.oom_control", "oom_kill");
  }

  /**
   * Written bytes per second.
   *
   * @param device its numbers: {@code 7:0}
   */
  @Override
  public String limitWrites(String device, OptionalLong bytesPerSecond) throws IOException {
    if (unified) {
      String limit = bytesPerSecond.isEmpty() ? "max" : Long.toString(bytesPerSecond.getAsLong());
      return write("blkio", "io.max", device + " wbps=" + limit);
    }
    return write(
        "blkio", "blkio.throttle.write_bps_device", device + " " + bytesPerSecond.orElse(0));
  }

  /** Takes it away; its processes have to be gone. */
  public void remove() throws IOException {
    for (Path directory : directories.values()) {
      Files.deleteIfExists(directory);
    }
  }

  /** Takes away what killed runs have left. */
  public static void sweep() throws IOException {
    List<Path> places = new ArrayList<>(List.of(ROOT));
    CONTROLLERS.forEach(controller -> places.add(ROOT.resolve(controller)));
    for (Path place : places) {
      if (!Files.isDirectory(place)) {
        continue;
      }
      try (var directories = Files.newDirectoryStream(place, "maillon-chaos-*")) {
        for (Path directory : directories) {
          if (Owner.abandoned(directory.getFileName().toString()).isPresent()) {
            Files.deleteIfExists(directory);
          }
        }
      }
    }
  }

  private String write(String controller, String file, String value) throws IOException {
    Path path = directories.get(controller).resolve(file);
    Files.writeString(path, value);
    String now = ProcFile.read(path).orElse("");
    return file + " = " + now;
  }

  /** The same of the whole machine. */
  public static long outOfMemoryKillsOfAll() {
    return counter(Path.of("/proc/vmstat"), "oom_kill");
  }

  private long counter(String controller, String file, String key) {
    return counter(directories.get(controller).resolve(file), key);
  }

  private static long counter(Path file, String key) {
    return ProcFile.read(file)
        .flatMap(text -> text.lines().filter(line -> line.startsWith(key + " ")).findFirst())
        .map(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
        .orElse(0L);
  }
}
