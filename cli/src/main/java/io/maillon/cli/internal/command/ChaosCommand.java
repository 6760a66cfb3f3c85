package io.maillon.cli.internal.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What looks for failures on purpose; the command without a command says which there are. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = "Does harm to pipelines, and checks what systems did under faults.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ChaosRunCommand.class, ChaosCheckCommand.class})
final class ChaosCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine line = spec.commandLine();
    throw new ParameterException(
        line,
        "'': expected one of the commands " + String.join(", ", UsageMessages.commands(line)));
  }
}
