package io.maillon.cli.internal.command;

import io.maillon.cli.internal.local.InstanceProcess;
import io.maillon.cli.internal.local.ParentWatch;
import io.maillon.link.LinkRuntime;
import io.maillon.link.LinkRuntimeBuilder;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One instance of a pipeline, until the coordinator no longer needs it. */
@Command(
    name = "instance",
    mixinStandardHelpOptions = true,
    description = "Runs one instance of a pipeline.")
final class InstanceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--coordinators"},
      split = ",",
      required = true,
      paramLabel = "HOST:PORT",
      description = "control addresses of coordinators, separated by commas")
  private List<Address> coordinators;

  @Option(names = "--pipeline", required = true, paramLabel = "NAME", description = "to work for")
  private String pipeline;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "of the instance, the same in every life")
  private String name;

  @Option(
      names = "--stages",
      split = ",",
      paramLabel = "STAGE",
      description = "that it can run, separated by commas; default: all")
  private List<String> stages = List.of();

  @Option(names = "--log-host", description = "holds replicas only and runs nothing")
  private boolean logHost;

  @Option(names = "--log-dir", paramLabel = "DIR", description = "where file logs are kept")
  private Path logDirectory;

  @Option(names = "--jar", paramLabel = "USER.jar", description = "functions; may be repeated")
  private List<Path> jars = List.of();

  @Option(
      names = "--bind",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "interface to listen on (${DEFAULT-VALUE})")
  private String bindHost;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "to listen on; 0 = any that is free (${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--via",
      paramLabel = "HOST:PORT",
      description = "HTTP proxy through which it dials peers and coordinators; default: none")
  private Address via;

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description = "by which replicas are kept apart; default: the host name")
  private String machine;

  @Option(names = "--jmx", description = "show metrics over JMX")
  private boolean jmx;

  @Option(
      names = ParentWatch.OPTION,
      paramLabel = "PID",
      description = "end when this process has ended")
  private Long exitWith;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (exitWith != null) {
      ParentWatch.exitWith(exitWith);
    }
    return InstanceProcess.run(jars, this::runtime);
  }

  private LinkRuntime runtime(ClassLoader classes) {
    try {
      LinkRuntimeBuilder builder = LinkRuntime.builder(pipeline, name, coordinators);
      builder.bind(bindHost, port).stages(stages).logHost(logHost).classLoader(classes).jmx(jmx);
      builder.via(via).machine(machine);
      if (logDirectory != null) {
        builder.logDirectory(logDirectory);
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
