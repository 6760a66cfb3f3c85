package io.maillon.chaos.model;

import io.maillon.chaos.simulation.PartitionTrace;
import io.maillon.chaos.simulation.Simulation;
import io.maillon.protocol.pipeline.LogKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Checks the traces of some seeds and tells the first that is rejected: it is loaded together with
 * a mutant, apart from the test that asks for it.
 */
public final class TraceProbe implements BiFunction<Path, List<Long>, List<String>> {
  private static final int TRACES_MAX = 6;

  /** Of each kind of log at most one. */
  @Override
  public List<String> apply(Path work, List<Long> seeds) {
    List<PartitionTrace> recorded = new ArrayList<>();
    for (long seed : seeds) {
      Simulation simulation = Simulation.recorded(seed);
      var unused = simulation.run(); // Whatever it finds: here the trace has to convict.
      recorded.addAll(simulation.partitionTraces());
    }
    List<String> rejected = new ArrayList<>();
    for (LogKind log : LogKind.values()) {
      TraceSample sample = TraceSample.of(recorded, log, TRACES_MAX);
      System.out.println("seeds " + seeds + ": " + sample);
      if (!sample.traces().isEmpty()) {
        try {
          Path directory = Files.createTempDirectory(work, "traces");
          TraceCheck.of(directory, sample.traces()).rejected().ifPresent(rejected::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
          throw new IllegalStateException("interrupted", e);
        }
      }
    }
    return rejected;
  }
}
