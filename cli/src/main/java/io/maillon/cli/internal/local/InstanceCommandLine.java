package io.maillon.cli.internal.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command with which a launcher starts an instance; it fills in who and for what. */
public final class InstanceCommandLine {
  private InstanceCommandLine() {}

  /**
   * The command, in which {@code {coordinators}}, {@code {pipeline}} and {@code {name}} stand for
   * what a launch request says.
   *
   * @param jvm flags, separated by blanks
   * @param logDirectory for file logs
   * @param jars with the user's functions
   * @param exitWith pid of a process that they must not outlive
   */
  public static List<String> of(
      String jvm, Path logDirectory, List<Path> jars, Optional<Long> exitWith) {
    List<String> arguments = new ArrayList<>(List.of("instance"));
    arguments.addAll(List.of("--coordinators", "{coordinators}"));
    arguments.addAll(List.of("--pipeline", "{pipeline}", "--name", "{name}"));
    arguments.addAll(List.of("--log-dir", logDirectory.toAbsolutePath().toString()));
    jars.forEach(jar -> arguments.addAll(List.of("--jar", jar.toAbsolutePath().toString())));
    exitWith.ifPresent(pid -> arguments.addAll(List.of("--exit-with", Long.toString(pid))));
    return JavaCommand.maillon(jvm, arguments);
  }
}
