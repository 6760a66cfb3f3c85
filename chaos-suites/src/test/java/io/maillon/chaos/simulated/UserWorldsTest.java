package io.maillon.chaos.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.simulation.Reduction;
import io.maillon.chaos.simulation.SimulationReport;
import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.ValueState;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real functions in simulated worlds, and what can't be judged there. */
class UserWorldsTest {
  @TempDir private Path directory;

  /** Passes lines on. */
  public static class PassOn implements StageFunction<String, String> {
    @Override
    public Codec<String> inputCodec() {
      return Codecs.utf8();
    }

    @Override
    public Codec<String> outputCodec() {
      return Codecs.utf8();
    }

    @Override
    public void process(String line, StageContext<String> context) throws Exception {
      context.emit("all", line);
    }
  }

  /** Numbers lines in the order in which they come from several partitions. */
  public static final class Numbered extends PassOn {
    private ValueState<Long> count;

    @Override
    public void open(StageContext<String> context) {
      count = context.value("count", Codecs.longs());
    }

    @Override
    public void process(String line, StageContext<String> context) {
      count.set(count.orElse(0L) + 1);
      context.emit(count.orElse(0L) + " " + line);
    }
  }

  /** Throws at the 50th line. */
  public static final class Fails extends PassOn {
    @Override
    public void process(String line, StageContext<String> context) {
      if (line.equals("line 50")) {
        throw new IllegalStateException("no " + line);
      }
      context.emit("all", line);
    }
  }

  /** Throws from its fourth run on: that is the first with faults. */
  public static final class FailsLater extends PassOn {
    private static final AtomicInteger RUNS = new AtomicInteger();

    @Override
    public void process(String line, StageContext<String> context) {
      if (line.equals("line 50") && RUNS.incrementAndGet() > 3) {
        throw new IllegalStateException("no " + line);
      }
      context.emit("all", line);
    }
  }

  private static StageSpec stage(
      String name, StageSpec.Kind kind, String implementation, int partitions) {
    return new StageSpec(
        name, kind, implementation, partitions, partitions, 1, LogKind.MEMORY, Map.of());
  }

  /** A file of 300 lines, passed on by three partitions, through a function, into a file. */
  private UserWorlds worlds(Class<?> function) throws IOException {
    Path lines = directory.resolve("lines");
    Files.write(lines, IntStream.rangeClosed(1, 300).mapToObj(i -> "line " + i).toList());
    PipelineSpec spec =
        new PipelineSpec(
                "user",
                List.of(
                    stage("read", StageSpec.Kind.SOURCE, "file:" + lines, 1),
                    stage("pass", StageSpec.Kind.FUNCTION, PassOn.class.getName(), 3),
                    stage("work", StageSpec.Kind.FUNCTION, function.getName(), 2),
                    stage("write", StageSpec.Kind.SINK, "file:" + directory.resolve("out"), 1)),
                List.of(
                    new LinkSpec("read", "pass", Edge.BALANCED),
                    new LinkSpec("pass", "work", Edge.KEYED),
                    new LinkSpec("work", "write", Edge.KEYED)),
                Limits.DEFAULT)
            .validated();
    return new UserWorlds(spec, List.of(), UserWorldsTest.class.getClassLoader());
  }

  @Test
  void oneSeedRunTwiceGivesEqualTraces() throws IOException {
    try (UserWorlds worlds = worlds(PassOn.class)) {
      for (long seed = 1; seed <= 3; seed++) {
        SimulationReport first = worlds.run(seed, Reduction.NONE, false);
        assertEquals("", first.violation().orElse(""), "seed " + seed);
        assertEquals(120, first.records());
        SimulationReport second = worlds.run(seed, Reduction.NONE, true);
        assertEquals(first.traceHash(), second.traceHash(), "trace hash of seed " + seed);
      }
    }
    assertTrue(Files.notExists(directory.resolve("out")), "the user's files are not touched");
  }

  @Test
  void aResultThatDependsOnTheOrderCanNotBeJudged() throws IOException {
    try (UserWorlds worlds = worlds(Numbered.class)) {
      NothingToCompareException e =
          assertThrows(NothingToCompareException.class, () -> worlds.run(1, Reduction.NONE, false));
      assertTrue(e.getMessage().startsWith("two runs without faults differ"), e::getMessage);
    }
  }

  @Test
  void aFunctionThatFailsWithoutFaultsIsNamed() throws IOException {
    try (UserWorlds worlds = worlds(Fails.class)) {
      NothingToCompareException e =
          assertThrows(NothingToCompareException.class, () -> worlds.run(1, Reduction.NONE, false));
      assertTrue(e.getMessage().startsWith("the run without faults fails: "), e::getMessage);
      assertTrue(e.getMessage().contains("stage work"), e::getMessage);
      assertTrue(e.getMessage().contains("no line 50"), e::getMessage);
    }
  }

  /** Only the comparison of what was left needs runs that agree. */
  @Test
  void whatElseIsBrokenNeedsNoComparison() throws IOException {
    try (UserWorlds worlds = worlds(FailsLater.class)) {
      SimulationReport report = worlds.run(1, Reduction.NONE, false);
      assertEquals(Optional.of(7), report.invariant());
      String violation = report.violation().orElseThrow();
      assertTrue(violation.contains("no line 50"), violation);
    }
  }

  @Test
  void differencesAreToldInLines() {
    LeftLines expected = new LeftLines(Map.of("out", Map.of("a", 1L, "b", 1L, "c", 2L)));
    LeftLines found = new LeftLines(Map.of("out", Map.of("a", 2L, "c", 2L)));
    assertEquals(
        "\n    out: 2 lines differ\n      2 times instead of 1: a\n      0 times instead of 1: b",
        found.difference(expected).orElseThrow());
    assertTrue(found.difference(found).isEmpty());
  }
}
