package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.Program;
import io.maillon.chaos.history.HistoryReader;
import io.maillon.chaos.report.RunReport;
import io.maillon.chaos.workload.LedgerPipeline;
import io.maillon.chaos.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that can't go on tell so. */
class SuiteRunTest {
  @TempDir private Path directory;

  /** Has no machines. */
  private record Broken(RuntimeException bug) implements Backend {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.empty();
    }

    @Override
    public Cluster open(List<String> nodes, Path directory, Program program) throws IOException {
      if (bug != null) {
        throw bug;
      }
      throw new IOException("no room for " + nodes.size() + " nodes\non this machine");
    }
  }

  private List<PipelineEvent> run(RuntimeException bug) throws IOException {
    LedgerPipeline pipeline =
        new LedgerPipeline(
            "p", directory, Workload.steady(1, 10, 10), LedgerPipeline.Shape.DEFAULT);
    SuiteOptions options =
        new SuiteOptions(
            Suites.named("smoke"),
            7,
            Duration.ofSeconds(1),
            new Broken(bug),
            (jvm, arguments) -> arguments,
            3,
            4,
            "",
            "",
            List.of(),
            line -> {});
    try (Subject subject = new LedgerSubject(pipeline)) {
      new SuiteRun(options, subject, directory).run();
    }
    List<PipelineEvent> events = new ArrayList<>();
    HistoryReader.read(SuiteRun.history(directory), (line, event) -> events.add(event));
    return events;
  }

  @Test
  void aBackendThatFailsLeavesAnUnknownRunWithItsCause() throws IOException {
    List<PipelineEvent> events = run(null);
    PipelineEvent.End end = (PipelineEvent.End) events.get(events.size() - 1);
    assertTrue(end.isAborted());
    assertEquals("no room for 7 nodes", end.message());
    RunReport report = RunReport.of(SuiteRun.history(directory));
    report.write(directory);
    assertEquals(Verdict.UNKNOWN, report.verdict());
    assertEquals("the run was aborted: no room for 7 nodes", report.result().reason());
    String json = Files.readString(directory.resolve(RunReport.RESULT));
    assertTrue(json.contains("\"reason\" : \"the run was aborted: no room for 7 nodes\""), json);
    assertTrue(Files.readString(directory.resolve(RunReport.PAGE)).contains("no room for 7 nodes"));
  }

  @Test
  void aBugOfTheSuiteIsNamedAndItsTraceIsKept() throws IOException {
    List<PipelineEvent> events = run(new IllegalStateException("node w1 twice"));
    PipelineEvent.End end = (PipelineEvent.End) events.get(events.size() - 1);
    assertEquals("java.lang.IllegalStateException: node w1 twice", end.message());
    String trace = Files.readString(SuiteRun.failure(directory));
    assertTrue(trace.contains("SuiteRunTest"), trace);
  }

  @Test
  void aThreadThatEndsIsToldOf() throws InterruptedException {
    Failures failures = new Failures();
    failures.check();
    Thread thread =
        new Thread(
            failures.guard(
                () -> {
                  throw new IllegalArgumentException("status '{': expected JSON");
                }),
            "chaos-watch");
    thread.start();
    thread.join();
    SuiteFailure failure = assertThrows(SuiteFailure.class, failures::check);
    assertEquals(
        "thread chaos-watch ended: java.lang.IllegalArgumentException: status '{': expected JSON",
        failure.getMessage());
    failures.note("interrupted", null);
    assertEquals(failure, assertThrows(SuiteFailure.class, failures::check), "the first counts");
  }
}
