package io.maillon.chaos.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.simulation.PartitionTrace;
import io.maillon.chaos.simulation.Simulation;
import io.maillon.protocol.pipeline.LogKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the simulation does to a partition is a behaviour of the specification, and what it must not
 * do is none.
 */
@Tag("proof")
@Execution(ExecutionMode.CONCURRENT)
class TraceValidationTest {
  /** Enough for every action. */
  private static final long SEEDS = 24;

  private static final int TRACES_MAX = 20;

  private static final Set<String> USED =
      Set.of(
          "Grant",
          "TakeUp",
          "Hear",
          "Own",
          "Read",
          "Adopt",
          "Install",
          "Activate",
          "Learn",
          "AppendOne",
          "Replicate",
          "Commit",
          "Join",
          "Discard",
          "End");

  private static List<PartitionTrace> recorded;

  @TempDir Path work;

  @BeforeAll
  static void record() {
    recorded =
        LongStream.rangeClosed(1, SEEDS)
            .boxed()
            .flatMap(
                seed -> {
                  Simulation simulation = Simulation.recorded(seed);
                  assertEquals(Optional.empty(), simulation.run().violation(), "seed " + seed);
                  return simulation.partitionTraces().stream();
                })
            .toList();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRecordedIsExplained(LogKind log) throws IOException, InterruptedException {
    TraceSample sample = TraceSample.of(recorded, log, TRACES_MAX);
    TraceCheck check = TraceCheck.of(work, sample.traces());
    System.out.println(sample + ": " + check.used());
    assertEquals(Optional.empty(), check.rejected(), () -> check.rejected().orElseThrow());
    for (String action : USED) {
      assertTrue(check.used().get(action) > 0, action + " never happened: " + check.used());
    }
    assertEquals(log == LogKind.FILE, check.used().get("Restart") > 0, check.used().toString());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongIsRejected(Alteration alteration) throws IOException, InterruptedException {
    Alteration.Altered wrong =
        recorded.stream()
            .flatMap(t -> alteration.of(t).stream())
            .min(Comparator.comparingInt(Alteration.Altered::at))
            .orElseThrow(() -> new AssertionError("no occasion for " + alteration));
    TraceCheck check = TraceCheck.of(work, List.of(wrong.trace()));
    String rejected =
        check.rejected().orElseThrow(() -> new AssertionError(alteration + " is accepted"));
    System.out.println(alteration + ": " + rejected.lines().limit(2).toList());
    String first = "transition " + (wrong.at() + 1) + ": ";
    assertTrue(rejected.contains(first), () -> "expected " + first + "in " + rejected);
  }
}
