package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.PipelineBudget;
import io.maillon.chaos.checker.pipeline.PipelineChecker;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import io.maillon.chaos.history.HistoryReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has a history judged and writes what it came to. */
public final class RunReport {
  public static final String PAGE = "report.html";
  public static final String RESULT = "result.json";

  private RunReport() {}

  /**
   * Checks the history and writes {@code report.html} and {@code result.json}.
   *
   * @param directory where these go, in place of what was there
   * @throws io.maillon.chaos.checker.HistoryException when it is no history; nothing is written
   *     then
   */
  public static PipelineResult write(Path history, Path directory) throws IOException {
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    RunFacts facts = new RunFacts();
    HistoryReader.read(
        history,
        (line, event) -> {
          checker.accept(line, event);
          facts.accept(line, event);
        });
    PipelineResult result = checker.result();
    String page = new ReportPage(facts, result, ResultText.lines(result, history)).write();
    Files.writeString(directory.resolve(PAGE), page, StandardCharsets.UTF_8);
    ResultJson.write(directory.resolve(RESULT), facts, result);
    return result;
  }
}
