package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the parts of a run's nodes, and takes everything down at its end or that of the JVM, the
 * newest first. A part that this machine can't have is named in one log line, and the faults that
 * need it are not offered. Owned by the thread of the cluster; any thread may close it.
 */
public final class Workshop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

  /** Takes something down. */
  @FunctionalInterface
  public interface Step {
    void run() throws IOException;
  }

  private record Named(String what, Step step) {}

  private final String run;
  private final Path scratch;
  private final Deque<Named> steps = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = new Thread(this::takeDown, "chaos-take-down");
  private Optional<Path> clockLibrary = Optional.empty();
  private Optional<String> noDisks = Optional.empty();

  private Workshop(String run, Path scratch) {
    this.run = run;
    this.scratch = scratch;
  }

  /**
   * Opens one.
   *
   * @param run name from {@link Owner}
   * @param directory of the run
   */
  public static Workshop open(String run, Path directory) throws IOException {
    Path scratch = Files.createDirectories(directory.resolve("machines"));
    Workshop workshop = new Workshop(run, scratch);
    Runtime.getRuntime().addShutdownHook(workshop.hook);
    workshop.atClose(scratch.toString(), () -> deleteTree(scratch));
    workshop.clockLibrary = ClockShim.compile(scratch);
    if (workshop.clockLibrary.isEmpty()) {
      LOG.info("no {}: cc is not on the path or fails", "clock-step");
    }
    workshop.noDisks = LoopDisk.unavailable();
    workshop.noDisks.ifPresent(why -> LOG.info("no faults of disks: {}", why));
    return workshop;
  }

  public String run() {
    return run;
  }

  /** A directory for scripts and such, gone at the end. */
  public Path scratch() {
    return scratch;
  }

  /** Remembers what to do at the end; what is added last is done first. */
  public void atClose(String what, Step step) {
    synchronized (steps) {
      steps.push(new Named(what, step));
    }
  }

  /** Control groups for one node. */
  public ControlGroup group(String node) {
    ControlGroup group = ControlGroup.create(run + "-" + node);
    atClose("control groups of " + node, group::remove);
    return group;
  }

  /** A disk for one node, mounted on its directory. */
  public Optional<LoopDisk> disk(String node, Path directory) {
    if (noDisks.isPresent()) {
      return Optional.empty();
    }
    try {
      LoopDisk disk = LoopDisk.create(run + "-" + node, scratch, directory);
      atClose("disk of " + node, disk::close);
      return Optional.of(disk);
    } catch (IOException e) {
      noDisks = Optional.of(String.valueOf(e.getMessage()));
      LOG.info("no faults of disks: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** A clock for one node. */
  public Optional<ClockShim> clock(String node) throws IOException {
    return clockLibrary.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClockShim(clockLibrary.get(), scratch.resolve("clock-" + node)));
  }

  @Override
  public void close() {
    takeDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook finds nothing left to do.
    }
  }

  private void takeDown() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    synchronized (steps) {
      for (Named named : List.copyOf(steps)) {
        try {
          named.step().run();
        } catch (IOException | RuntimeException e) {
          LOG.warn("{} of {} is not taken down: {}", named.what(), run, e.getMessage());
        }
      }
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
