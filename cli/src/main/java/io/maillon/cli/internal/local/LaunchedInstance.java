package io.maillon.cli.internal.local;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.link.LinkRuntime;
import io.maillon.link.LinkRuntimeBuilder;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An instance in a process that a launcher starts: the command line, and what reads it there. It
 * does not go through the {@code instance} command, since a recovery waits for it: what reads the
 * command lines of people takes 0.4 s to load.
 */
public final class LaunchedInstance {
  private static final String COORDINATORS = "--coordinators";
  private static final String PIPELINE = "--pipeline";
  private static final String NAME = "--name";
  private static final String LOG_DIRECTORY = "--log-dir";
  private static final String JAR = "--jar";

  private final List<Path> jars = new ArrayList<>();
  private List<Address> coordinators = List.of();
  private String pipeline = "";
  private String name = "";
  private Path logDirectory = Path.of("");
  private Optional<Long> exitWith = Optional.empty();

  /** Takes the arguments of a command as {@link #command} makes them, filled in. */
  LaunchedInstance(String[] args) {
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException(args[args.length - 1] + ": expected a value behind it");
    }
    for (int i = 0; i < args.length; i += 2) {
      set(args[i], args[i + 1]);
    }
  }

  /**
   * The command, in which {@code {coordinators}}, {@code {pipeline}} and {@code {name}} stand for
   * what a launch request says.
   *
   * @param jvm flags, separated by blanks
   * @param logDirectory for file logs
   * @param jars with the user's functions
   * @param exitWith pid of a process that they must not outlive
   */
  public static List<String> command(
      String jvm, Path logDirectory, List<Path> jars, Optional<Long> exitWith) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(COORDINATORS, "{coordinators}"));
    arguments.addAll(List.of(PIPELINE, "{pipeline}", NAME, "{name}"));
    arguments.addAll(List.of(LOG_DIRECTORY, logDirectory.toAbsolutePath().toString()));
    jars.forEach(jar -> arguments.addAll(List.of(JAR, jar.toAbsolutePath().toString())));
    exitWith.ifPresent(pid -> arguments.addAll(List.of(ParentWatch.OPTION, Long.toString(pid))));
    return JavaCommand.of(jvm, LaunchedInstance.class.getName(), arguments);
  }

  /** Entry point of the process. */
  public static void main(String[] args) {
    Defaults.forServing();
    int status;
    try {
      LaunchedInstance instance = new LaunchedInstance(args);
      instance.exitWith.ifPresent(ParentWatch::exitWith);
      status = InstanceProcess.run(instance.jars, instance::runtime);
    } catch (CommandFailure e) {
      System.err.println("maillon: " + e.getMessage());
      status = e.exitCode();
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("maillon: " + e.getMessage());
      status = ExitCodes.USAGE;
    } catch (Throwable t) { // top of the process, which must not stay without its runtime
      t.printStackTrace();
      status = ExitCodes.FAILED;
    }
    System.exit(status);
  }

  List<Address> coordinators() {
    return coordinators;
  }

  String pipeline() {
    return pipeline;
  }

  String name() {
    return name;
  }

  Path logDirectory() {
    return logDirectory;
  }

  List<Path> jars() {
    return jars;
  }

  Optional<Long> exitWith() {
    return exitWith;
  }

  private void set(String option, String value) {
    switch (option) {
      case COORDINATORS ->
          coordinators = Arrays.stream(value.split(",")).map(Address::parse).toList();
      case PIPELINE -> pipeline = value;
      case NAME -> name = value;
      case LOG_DIRECTORY -> logDirectory = Path.of(value);
      case JAR -> jars.add(Path.of(value));
      case ParentWatch.OPTION -> exitWith = Optional.of(Long.parseLong(value));
      default -> throw new IllegalArgumentException(option + ": not an option of a launch");
    }
  }

  private LinkRuntime runtime(ClassLoader classes) {
    LinkRuntimeBuilder builder = LinkRuntime.builder(pipeline, name, coordinators);
    return builder.classLoader(classes).logDirectory(logDirectory).build();
  }
}
