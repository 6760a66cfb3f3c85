package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.CheckResult;
import io.maillon.chaos.checker.pipeline.Claim;
import io.maillon.chaos.checker.pipeline.PipelineBudget;
import io.maillon.chaos.checker.pipeline.PipelineChecker;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.history.HistoryReader;
import io.maillon.chaos.history.HistoryWriter;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of a run are judged to be, beside those of the run without faults. */
class FileSubjectTest {
  private static final String FILE = "0-totals.csv";

  @TempDir private Path directory;
  private Path reference;
  private Path output;

  @BeforeEach
  void makeReference() throws IOException {
    reference = Files.createDirectory(directory.resolve("reference"));
    output = Files.createDirectory(directory.resolve("output"));
    Files.writeString(reference.resolve(FILE), "a,1\nb,2\nb,2\nc,3\n");
  }

  private static PipelineSpec spec(String sink) {
    return new PipelineSpec(
        "mine",
        List.of(
            new StageSpec(
                "read", StageSpec.Kind.SOURCE, "file:in.csv", 1, 1, 0, LogKind.MEMORY, Map.of()),
            new StageSpec("write", StageSpec.Kind.SINK, sink, 1, 1, 0, LogKind.MEMORY, Map.of())),
        List.of(new LinkSpec("read", "write", Edge.FORWARD)),
        new Limits(64 << 10, 64 << 10, 32 << 10));
  }

  private FileSubject subject() throws IOException {
    return new FileSubject(spec("file:out/totals.csv"), List.of(), output, reference);
  }

  /** Of a run that left these lines. */
  private PipelineChecker judged(String lines) throws IOException {
    Files.writeString(output.resolve(FILE), lines);
    Path history = directory.resolve("history.ndjson");
    try (FileSubject subject = subject();
        HistoryWriter writer = new HistoryWriter(history)) {
      writer.append(
          new PipelineEvent.Run(
              "smoke",
              "processes",
              7,
              "mine",
              1000,
              subject.fold(),
              subject.perKeyOrder(),
              0,
              List.of(),
              Map.of()));
      assertEquals(List.of(), subject.conclude(writer));
      writer.append(new PipelineEvent.End(PipelineEvent.End.DONE, "", 2000));
    }
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    HistoryReader.read(history, checker);
    return checker;
  }

  private void convicts(Claim claim, long violations, String lines) throws IOException {
    PipelineChecker checker = judged(lines);
    CheckResult check = checker.result().check(claim);
    assertEquals(Verdict.INVALID, check.verdict());
    assertEquals(violations, check.violations(), check::toString);
    checker.result().checks().stream()
        .filter(c -> c.claim() != claim)
        .forEach(c -> assertEquals(Verdict.VALID, c.verdict(), c::toString));
  }

  @Test
  void theSameLinesInAnyOrderAreRight() throws IOException {
    assertEquals(Verdict.VALID, judged("b,2\nc,3\na,1\nb,2\n").result().verdict());
  }

  @Test
  void aLineThatIsMissingIsALoss() throws IOException {
    convicts(Claim.LOSS, 1, "a,1\nb,2\nc,3\n");
  }

  @Test
  void aLineTooManyIsADuplicate() throws IOException {
    convicts(Claim.DUPLICATE, 2, "a,1\nb,2\nb,2\nb,2\nc,3\na,1\n");
  }

  @Test
  void aLineThatTheReferenceLacksIsAPhantom() throws IOException {
    convicts(Claim.PHANTOM, 1, "a,1\nb,2\nb,2\nc,3\nd,4\n");
  }

  @Test
  void countsLinesOfPartsWhileTheyGrow() throws IOException {
    try (FileSubject subject = subject()) {
      assertEquals(0, subject.sample(1).records());
      Path parts = Files.createDirectory(output.resolve(FILE + ".parts"));
      Files.writeString(parts.resolve("part-0-1"), "a,1\nb,2\n");
      assertEquals(2, subject.sample(2).newRecords());
      Files.writeString(parts.resolve("part-0-2"), "b,2\n");
      assertEquals(1, subject.sample(3).newRecords());
      assertEquals(3, subject.sample(4).records());
    }
  }

  @Test
  void aPipelineThatLeavesNothingIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new FileSubject(spec("discard:"), List.of(), output, reference));
    assertTrue(e.getMessage().contains("nothing tells whether its result is right"));
  }

  @Test
  void theFilesOfSeveralPartitionsCountAsOne() throws IOException {
    Files.delete(reference.resolve(FILE));
    Files.writeString(reference.resolve("0-totals-0.csv"), "a,1\nb,2\n");
    Files.writeString(reference.resolve("0-totals-1.csv"), "b,2\nc,3\n");
    Files.writeString(output.resolve("0-totals-0.csv"), "a,1\nb,2\n");
    convicts(Claim.LOSS, 1, "c,3\n");
    assertEquals(
        Verdict.VALID, judged("c,3\nb,2\n").result().check(Claim.LOSS).verdict(), "in any order");
  }

  @Test
  void aReferenceThatIsNotThereIsNamed() throws IOException {
    Files.delete(reference.resolve(FILE));
    IOException e = assertThrows(IOException.class, () -> judged("a,1\n"));
    assertTrue(e.getMessage().contains(reference.resolve(FILE).toString()), e.getMessage());
  }

  /** Of a pipeline that says that it is done. */
  @Test
  void aFileThatIsNotThereIsLost() throws IOException {
    Files.writeString(reference.resolve("0-totals-1.csv"), "d,4\n");
    convicts(Claim.LOSS, 1, "a,1\nb,2\nb,2\nc,3\n");
  }
}
