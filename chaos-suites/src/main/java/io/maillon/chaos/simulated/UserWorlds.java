package io.maillon.chaos.simulated;

import io.maillon.chaos.simulation.Reduction;
import io.maillon.chaos.simulation.Simulation;
import io.maillon.chaos.simulation.SimulationReport;
import io.maillon.chaos.simulation.Worlds;
import io.maillon.chaos.suite.Outputs;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Worlds that all run a user's pipeline. Right is what leaves the same lines as runs without faults
 * do, each as often, in any order. Thread-safe; what they write is gone when they are closed.
 */
public final class UserWorlds implements Worlds, AutoCloseable {
  /** Worlds without faults: their clocks, delays and times of work differ. */
  private static final int REFERENCES = 3;

  /** So many more agree before anybody is convicted. */
  private static final int CONFIRMATIONS = 10;

  private final PipelineSpec spec;
  private final List<Path> files;
  private final ClassLoader classes;
  private final Path root;
  private final AtomicLong runs = new AtomicLong();
  private final Map<Integer, LeftLines> references = new ConcurrentHashMap<>();
  private boolean confirmed;

  /**
   * @param spec as the user wrote it
   * @param compared files besides those of the sinks, as options of stages name them
   * @param classes finds the user's code
   * @throws IllegalArgumentException when nothing would tell whether its result is right
   */
  public UserWorlds(PipelineSpec spec, List<Path> compared, ClassLoader classes)
      throws IOException {
    this.spec = spec;
    this.classes = classes;
    files = Outputs.compared(spec, compared);
    root = Files.createTempDirectory("maillon-simulation-");
  }

  /**
   * {@inheritDoc}
   *
   * @throws NothingToCompareException when runs without faults fail or differ from each other
   */
  @Override
  public SimulationReport run(long seed, Reduction reduction, boolean traced) {
    Path directory = newDirectory();
    try (UserPipeline pipeline = pipeline(directory)) {
      Simulation simulation = Simulation.of(seed, reduction, traced, pipeline);
      LeftLines expected = references.computeIfAbsent(simulation.records(), this::reference);
      pipeline.checkWith(
          () ->
              left(directory)
                  .difference(expected)
                  .map(lines -> "not what a run without faults leaves:" + lines));
      SimulationReport report = simulation.run();
      if (report.invariant().equals(Optional.of(Simulation.RESULT))) {
        confirm(simulation.records(), expected);
      }
      return report;
    } finally {
      delete(directory);
    }
  }

  @Override
  public void close() {
    delete(root);
  }

  private LeftLines reference(int records) {
    LeftLines first = undisturbed(0, records);
    expectAgreement(1, REFERENCES, records, first);
    if (first.lines() == 0) {
      throw new NothingToCompareException(
          "a run without faults leaves no line in any of " + files + ": expected some");
    }
    return first;
  }

  /** What differs seldom without faults must not be laid at their door. */
  private synchronized void confirm(int records, LeftLines expected) {
    if (!confirmed) {
      expectAgreement(REFERENCES, REFERENCES + CONFIRMATIONS, records, expected);
      confirmed = true;
    }
  }

  private void expectAgreement(int from, int to, int records, LeftLines expected) {
    for (int seed = from; seed < to; seed++) {
      Optional<String> difference = undisturbed(seed, records).difference(expected);
      if (difference.isPresent()) {
        throw new NothingToCompareException(
            "two runs without faults differ, so the result is no function of the input:"
                + difference.get());
      }
    }
  }

  private LeftLines undisturbed(long seed, int records) {
    Path directory = newDirectory();
    try (UserPipeline pipeline = pipeline(directory)) {
      SimulationReport report = Simulation.undisturbed(seed, records, pipeline).run();
      if (!report.isValid()) {
        throw new NothingToCompareException(
            "the run without faults fails: " + report.violation().orElseThrow());
      }
      return left(directory);
    } finally {
      delete(directory);
    }
  }

  private UserPipeline pipeline(Path directory) {
    return new UserPipeline(Outputs.move(spec, files, directory), classes);
  }

  private LeftLines left(Path directory) {
    try {
      return LeftLines.read(files, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Never one that was there before: user code may remember what a file of that name held. */
  private Path newDirectory() {
    try {
      return Files.createDirectory(root.resolve(Long.toString(runs.incrementAndGet())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
