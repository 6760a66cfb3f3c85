package io.maillon.cli.internal.command;

import io.maillon.cli.internal.cluster.ClusterConnector;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a command: says which there are. */
@Command(
    name = "maillon",
    mixinStandardHelpOptions = true,
    version = "maillon 0.1.0-SNAPSHOT",
    description = "Runs pipelines of functions that survive the death of any of their processes.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status%n",
    exitCodeList = {
      "0:done",
      "1:the pipeline failed",
      "2:wrong usage, nothing was started",
      "3:data loss, an operator has to decide",
      "4:no coordinator answers"
    })
public final class MaillonCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "'': expected one of the commands "
            + String.join(", ", UsageMessages.commands(spec.commandLine())));
  }

  /**
   * The whole command line.
   *
   * @param connector used by the commands that talk to a cluster
   */
  public static CommandLine line(PrintWriter out, PrintWriter err, ClusterConnector connector) {
    CommandLine line = new CommandLine(new MaillonCommand());
    line.addSubcommand(new DemoCommand(connector));
    line.addSubcommand(new RunCommand(connector));
    line.addSubcommand(new CoordinatorCommand());
    line.addSubcommand(new InstanceCommand());
    line.addSubcommand(new ApplyCommand(connector));
    line.addSubcommand(new StatusCommand(connector));
    line.addSubcommand(new ExplainCommand(connector));
    line.addSubcommand(new StopCommand(connector));
    line.addSubcommand(new ResumeCommand(connector));
    line.addSubcommand(new EvictCommand(connector));
    line.addSubcommand(new ValueCommand(connector));
    line.addSubcommand(new ChaosCommand());
    line.addSubcommand(new RehearseCommand(connector));
    line.addSubcommand(new HelpCommand());
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler(new UsageMessages());
    line.setExecutionExceptionHandler(new FailureMessages());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Converters.register(line);
    return line;
  }
}
