package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private static final PipelineSpec SPEC =
      new PipelineSpec(
          "p",
          List.of(
              stage("read", StageSpec.Kind.SOURCE, "file:/in/a.csv", Map.of()),
              stage("charge", StageSpec.Kind.FUNCTION, "x.Y", Map.of("bank", "file:/out/bank.csv")),
              stage("write", StageSpec.Kind.SINK, "file:/out/b.csv", Map.of())),
          List.of(
              new LinkSpec("read", "charge", Edge.BALANCED),
              new LinkSpec("charge", "write", Edge.BALANCED)),
          new Limits(64 << 10, 64 << 10, 32 << 10));

  private static StageSpec stage(
      String name, StageSpec.Kind kind, String implementation, Map<String, String> options) {
    return new StageSpec(name, kind, implementation, 1, 1, 1, LogKind.MEMORY, options);
  }

  @Test
  void outputsMoveAndInputsStay() {
    List<Path> files = List.of(Path.of("/out/b.csv"), Path.of("/out/bank.csv"));
    assertEquals(files.subList(0, 1), Outputs.ofSinks(SPEC));
    PipelineSpec moved = Outputs.move(SPEC, files, Path.of("/run"));
    assertEquals("file:/in/a.csv", moved.stage("read").implementation());
    assertEquals("file:/run/1-bank.csv", moved.stage("charge").options().get("bank"));
    assertEquals("file:/run/0-b.csv", moved.stage("write").implementation());
  }

  @Test
  void refusesAFileThatNoOptionNames() {
    Outputs.expectNamed(SPEC, Path.of("/out/bank.csv"));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Outputs.expectNamed(SPEC, Path.of("/out/else.csv")));
    assertEquals(
        "compare '/out/else.csv': expected a file that an option of a stage names as file:PATH",
        e.getMessage());
  }
}
