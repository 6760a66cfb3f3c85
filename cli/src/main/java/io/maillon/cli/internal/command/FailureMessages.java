package io.maillon.cli.internal.command;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.yaml.PipelineFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line why a command could not do its work; only a defect shows where it happened. */
public final class FailureMessages implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    String command = line.getCommandSpec().qualifiedName(" ");
    if (e instanceof CommandFailure failure) {
      line.getErr().println(command + ": " + failure.getMessage());
      return failure.exitCode();
    }
    if (e instanceof PipelineFileException) {
      line.getErr().println(command + ": " + e.getMessage());
      return ExitCodes.USAGE;
    }
    line.getErr().println(command + ": a defect in maillon, please report it with all of this:");
    e.printStackTrace(line.getErr());
    return unexpected(command);
  }

  /**
   * Exit status after what nobody reckoned with.
   *
   * @param command its words, as {@code maillon chaos run}
   */
  public static int unexpected(String command) {
    // For chaos 1 would say that something was convicted.
    boolean checks = command.startsWith("maillon chaos");
    return checks ? ExitCodes.UNKNOWN : ExitCodes.FAILED;
  }
}
