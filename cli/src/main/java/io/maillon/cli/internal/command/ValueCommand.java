package io.maillon.cli.internal.command;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.protocol.control.ValueAccess;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads or changes a short text that all agree on. */
@Command(
    name = "value",
    mixinStandardHelpOptions = true,
    description = {
      "Reads or changes a short text that the coordinators agree on, and prints what it is then.",
      "Whoever reads sees the last change. For a lock of deployments: --set me --expect-none;",
      "for a number that fences off older writers: --add 1."
    })
final class ValueCommand implements Runnable {
  private final ClusterConnector connector;

  @Spec private CommandSpec spec;
  @Mixin private CoordinatorsOption coordinators;

  @Parameters(index = "0", paramLabel = "NAME", description = "name of the value")
  private String name;

  @ArgGroup private Change change;
  @ArgGroup private Condition condition;

  /** One of them; none = read. */
  private static final class Change {
    @Option(names = "--set", paramLabel = "TEXT", description = "replace it")
    private String text;

    @Option(names = "--clear", description = "remove it")
    private boolean clear;

    @Option(names = "--add", paramLabel = "N", description = "add to the number that it is")
    private Long amount;

    private Optional<String> replacement() {
      return clear ? Optional.empty() : Optional.of(text);
    }
  }

  /** One of them; none = in any case. */
  private static final class Condition {
    @Option(names = "--expect", paramLabel = "TEXT", description = "refuse unless it is this")
    private String text;

    @Option(names = "--expect-none", description = "refuse unless there is none")
    private boolean none;

    private Optional<String> expected() {
      return none ? Optional.empty() : Optional.of(text);
    }
  }

  ValueCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public void run() {
    ValueAccess access = access();
    try (Cluster cluster = coordinators.connect(connector)) {
      cluster.value(name, access).ifPresent(spec.commandLine().getOut()::println);
    }
  }

  private ValueAccess access() {
    boolean replaces = change != null && change.amount == null;
    if (condition != null && !replaces) {
      throw new ParameterException(
          spec.commandLine(), "--expect, --expect-none: expected with --set or --clear");
    }
    if (change == null) {
      return new ValueAccess.Read();
    }
    if (change.amount != null) {
      return new ValueAccess.Add(change.amount);
    }
    return condition == null
        ? new ValueAccess.Write(change.replacement())
        : new ValueAccess.CompareAndSet(condition.expected(), change.replacement());
  }
}
