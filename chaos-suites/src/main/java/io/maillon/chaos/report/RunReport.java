package io.maillon.chaos.report;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.PipelineBudget;
import io.maillon.chaos.checker.pipeline.PipelineChecker;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import io.maillon.chaos.history.HistoryReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Has a history judged and writes what it came to. Owned by one thread. */
public final class RunReport {
  public static final String PAGE = "report.html";
  public static final String RESULT = "result.json";

  /** The suite that is about how soon failures are noticed. */
  private static final String DETECTION = "detection";

  private final RunFacts facts;
  private final PipelineResult result;
  private final Map<Integer, String> lines;
  private final List<FurtherCheck> further = new ArrayList<>();

  private RunReport(RunFacts facts, PipelineResult result, Map<Integer, String> lines) {
    this.facts = facts;
    this.result = result;
    this.lines = lines;
  }

  /**
   * Reads and checks a history.
   *
   * @throws io.maillon.chaos.checker.HistoryException when it is none
   */
  public static RunReport of(Path history) throws IOException {
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    RunFacts facts = new RunFacts();
    HistoryReader.read(
        history,
        (line, event) -> {
          checker.accept(line, event);
          facts.accept(line, event);
        });
    PipelineResult result = checker.result();
    RunReport report = new RunReport(facts, result, ResultText.lines(result, history));
    boolean detects = facts.run().filter(run -> run.suite().equals(DETECTION)).isPresent();
    return detects ? report.add(facts.detections().check()) : report;
  }

  /** What the history says of the pipeline. */
  public PipelineResult result() {
    return result;
  }

  /** Adds what else was checked; it counts for the verdict. */
  public RunReport add(FurtherCheck check) {
    further.add(check);
    return this;
  }

  /** What was added, in its order. */
  public List<FurtherCheck> further() {
    return List.copyOf(further);
  }

  /** Of the pipeline and all that was added: the worst. */
  public Verdict verdict() {
    return judgement().verdict();
  }

  private Judgement judgement() {
    return new Judgement(result, further);
  }

  /** Writes {@code report.html} and {@code result.json}, in place of what was there. */
  public void write(Path directory) throws IOException {
    String page = new ReportPage(facts, judgement(), lines).write();
    Files.writeString(directory.resolve(PAGE), page, StandardCharsets.UTF_8);
    ResultJson.write(directory.resolve(RESULT), facts, judgement());
  }
}
