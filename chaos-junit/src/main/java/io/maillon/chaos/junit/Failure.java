package io.maillon.chaos.junit;

import java.nio.file.Files;

/** What a person needs to know of a run that failed, and what to type next. */
final class Failure {
  private static final int LINES_MAX = 40;

  private Failure() {}

  static String text(ChaosCommand command, ChaosResult result) {
    ChaosTest test = command.test();
    StringBuilder text = new StringBuilder(result.verdict() + ", expected " + test.expect());
    text.append(": ").append(command).append(", against ");
    text.append(test.pipeline().isEmpty() ? "the suites' own pipeline" : test.pipeline());
    result.findings().stream()
        .filter(line -> !line.startsWith("  VALID "))
        .filter(line -> !line.startsWith("again: ") && !line.startsWith(ChaosRun.REPLAY))
        .limit(LINES_MAX)
        .forEach(line -> text.append("\n  ").append(line.stripTrailing()));
    boolean reported = Files.exists(result.report());
    text.append(reported ? "\n  report: " : "\n  left: ");
    text.append(reported ? result.report() : result.directory());
    return text.append("\n  replay: ").append(result.replay()).toString();
  }
}
