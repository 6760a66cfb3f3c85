package io.maillon.cli.internal.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Flags that name a user's own pipeline, in a simulation or on real nodes. */
final class PipelineFlags {
  @Option(
      names = "--pipeline",
      paramLabel = "FILE.yaml",
      description = "hurt this pipeline; default: the suites' own")
  private Path pipeline;

  @Option(names = "--jar", paramLabel = "USER.jar", description = "its functions; may be repeated")
  private List<Path> jars = List.of();

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description =
          "a file that its functions write, besides those of its sinks, as its options name it,"
              + " from the directory of the pipeline file; may be repeated")
  private List<Path> compared = List.of();

  /** Empty = the suites' own. */
  Optional<Path> pipeline(CommandLine line) {
    if (pipeline == null && !(jars.isEmpty() && compared.isEmpty())) {
      throw new ParameterException(line, "--jar, --compare: expected with --pipeline");
    }
    return Optional.ofNullable(pipeline);
  }

  List<Path> jars() {
    return jars;
  }

  List<Path> compared() {
    return compared;
  }
}
