package io.maillon.cli.internal.chaos;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.PipelineBudget;
import io.maillon.chaos.checker.pipeline.PipelineChecker;
import io.maillon.chaos.checker.pipeline.PipelineResult;
import io.maillon.chaos.history.HistoryReader;
import io.maillon.chaos.suite.Subject;
import io.maillon.chaos.suite.SuiteOptions;
import io.maillon.chaos.suite.SuiteRun;
import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;

/** A suite on a cluster of real nodes: runs it, then has its history judged. */
public final class ClusterSuite {
  private final SuiteOptions options;
  private final Subject subject;
  private final Path directory;

  public ClusterSuite(SuiteOptions options, Subject subject, Path directory) {
    this.options = options;
    this.subject = subject;
    this.directory = directory;
  }

  /** Returns what is said of it. */
  public PipelineResult run() {
    try {
      new SuiteRun(options, subject, directory).run();
      PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
      HistoryReader.read(SuiteRun.history(directory), checker);
      return checker.result();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCodes.UNKNOWN,
          "suite " + options.suite().name() + " could not be run: " + e.getMessage(),
          e);
    }
  }

  /** As an exit status. */
  public static int status(Verdict verdict) {
    return switch (verdict) {
      case VALID -> ExitCodes.DONE;
      case INVALID -> ExitCodes.INVALID;
      case UNKNOWN -> ExitCodes.UNKNOWN;
    };
  }
}
