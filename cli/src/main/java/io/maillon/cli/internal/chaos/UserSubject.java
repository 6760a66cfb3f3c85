package io.maillon.cli.internal.chaos;

import java.nio.file.Path;
import java.util.List;

/**
 * A user's pipeline that is to be simulated.
 *
 * @param pipeline its file
 * @param jars with its functions
 * @param compared files that its functions write
 */
public record UserSubject(Path pipeline, List<Path> jars, List<Path> compared) {
  public UserSubject {
    jars = List.copyOf(jars);
    compared = List.copyOf(compared);
  }

  /** Files meant from the directory of the pipeline file. */
  List<Path> comparedFiles() {
    Path home = pipeline.toAbsolutePath().getParent();
    return compared.stream().map(path -> home.resolve(path).normalize()).toList();
  }

  /** What runs worlds of it, without seed and reduction. */
  String command() {
    StringBuilder command = new StringBuilder("maillon chaos run simulation --pipeline ");
    command.append(ShellWords.quoted(pipeline));
    jars.forEach(jar -> command.append(" --jar ").append(ShellWords.quoted(jar)));
    compared.forEach(file -> command.append(" --compare ").append(ShellWords.quoted(file)));
    return command.toString();
  }
}
