package io.maillon.chaos.cluster;

import java.util.List;

/** How the {@code maillon} program is started on the machine of the suite. */
@FunctionalInterface
public interface Program {
  /** Name of the class with its main method, for back-ends that have a class path of their own. */
  String MAIN = "io.maillon.cli.Main";

  /**
   * A command line.
   *
   * @param jvm flags, separated by blanks
   * @param arguments of the program, such as {@code coordinator --id c1}
   */
  List<String> command(String jvm, List<String> arguments);
}
