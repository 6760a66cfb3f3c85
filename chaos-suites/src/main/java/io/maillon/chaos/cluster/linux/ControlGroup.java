package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Control groups of one node, in whichever version the machine has: a directory per controller, or
 * one for all. Owned by the thread of the cluster.
 */
public final class ControlGroup implements Limits {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final List<String> CONTROLLERS = List.of("cpu", "memory", "blkio");
  private static final long PERIOD_US = 100_000;

  private final boolean unified;
  private final String name;
  private final Set<String> controllers = new TreeSet<>();

  private ControlGroup(boolean unified, String name) {
    this.unified = unified;
    this.name = name;
  }

  /** Makes what the machine allows; it may turn out to have no controller at all. */
  public static ControlGroup create(String name) {
    boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
    ControlGroup group = new ControlGroup(unified, name);
    for (String controller : CONTROLLERS) {
      try {
        if (unified) {
          Files.writeString(
              ROOT.resolve("cgroup.subtree_control"),
              "+" + (controller.equals("blkio") ? "io" : controller));
        } else if (!Files.isDirectory(ROOT.resolve(controller))) {
          continue;
        }
        Files.createDirectories(group.directory(controller));
        if (Files.isWritable(group.directory(controller).resolve("cgroup.procs"))) {
          group.controllers.add(controller);
        }
      } catch (IOException e) {
        // Not ours to make: a controller less.
      }
    }
    return group;
  }

  /** Of {@code cpu}, {@code memory}, {@code blkio}. */
  @Override
  public boolean has(String controller) {
    return controllers.contains(controller);
  }

  /** Files that a process writes its id into, to be a member. */
  public List<Path> entrances() {
    return controllers.stream()
        .map(controller -> directory(controller).resolve("cgroup.procs"))
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

  /** The processes in it. */
  public List<Long> members() {
    List<Long> members = new ArrayList<>();
    for (Path entrance : entrances()) {
      ProcFile.read(entrance).orElse("").lines().map(Long::valueOf).forEach(members::add);
    }
    return members;
  }

  /** Takes it away; its processes have to be gone. */
  public void remove() throws IOException {
    for (String controller : controllers) {
      Files.deleteIfExists(directory(controller));
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
    Path path = directory(controller).resolve(file);
    Files.writeString(path, value);
    String now = ProcFile.read(path).orElse("");
    return name + " " + file + " = " + now;
  }

  private long counter(String controller, String file, String key) {
    return ProcFile.read(directory(controller).resolve(file))
        .flatMap(text -> text.lines().filter(line -> line.startsWith(key + " ")).findFirst())
        .map(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
        .orElse(0L);
  }

  private Path directory(String controller) {
    return unified ? ROOT.resolve(name) : ROOT.resolve(controller).resolve(name);
  }
}
