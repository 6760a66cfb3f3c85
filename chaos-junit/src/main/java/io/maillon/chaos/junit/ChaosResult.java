package io.maillon.chaos.junit;

import io.maillon.chaos.checker.Verdict;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run of a suite came to.
 *
 * @param suite its name
 * @param seed of the schedule of faults, or the base of many
 * @param verdict on the pipeline; UNKNOWN where nothing could be shown
 * @param findings the verdicts on each claim, with what convicts, as {@code maillon chaos run}
 *     prints them; where there is no verdict, why
 * @param directory history, logs and report of the run
 * @param replay the command line that runs it again, a failed simulation shrunk
 */
public record ChaosResult(
    String suite,
    long seed,
    Verdict verdict,
    List<String> findings,
    Path directory,
    String replay) {
  public ChaosResult {
    findings = List.copyOf(findings);
  }

  /** The report for people, one page. */
  public Path report() {
    return directory.resolve("report.html");
  }
}
