package io.maillon.cli.internal.command;

import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.PipelineBudget;
import io.maillon.chaos.checker.pipeline.PipelineChecker;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import io.maillon.chaos.history.HistoryReader;
import io.maillon.chaos.report.ResultText;
import io.maillon.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** Checks the history of a chaos suite and prints what it shows. */
final class PipelineHistoryCheck {
  private PipelineHistoryCheck() {}

  static Verdict check(Path file, PrintWriter out) {
    long beganNs = System.nanoTime();
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    try {
      HistoryReader.read(file, checker);
      PipelineResult result = checker.result();
      out.println(result.verdict() + "  pipeline  " + file);
      out.print(ResultText.of(result, file));
      out.printf(Locale.ROOT, "in %.2f s%n", (System.nanoTime() - beganNs) / 1e9);
      out.flush();
      return result.verdict();
    } catch (HistoryException e) {
      throw new CommandFailure(ExitCodes.USAGE, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCodes.USAGE, "'" + file + "': expected a readable history, found " + e, e);
    }
  }
}
