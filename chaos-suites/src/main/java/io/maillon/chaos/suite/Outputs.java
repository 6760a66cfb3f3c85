package io.maillon.chaos.suite;

import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a user's pipeline leaves behind: the files of its sinks, and those that its functions write
 * and options name. Each run has them in a directory of its own; the user's files are not touched.
 */
public final class Outputs {
  private static final String FILE = "file:";

  private Outputs() {}

  /**
   * All files that tell whether its result is right.
   *
   * @param named besides those of the sinks, as options of stages name them
   * @throws IllegalArgumentException when there are none, or one that no option names: it could not
   *     be moved
   */
  public static List<Path> compared(PipelineSpec spec, List<Path> named) {
    List<Path> files = new ArrayList<>(ofSinks(spec));
    named.forEach(file -> expectNamed(spec, file));
    files.addAll(named);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "pipeline "
              + spec.name()
              + ": expected a sink that writes a file, or a file to compare: nothing tells"
              + " whether its result is right");
    }
    return List.copyOf(files);
  }

  /** Of all sinks that write files. */
  static List<Path> ofSinks(PipelineSpec spec) {
    return spec.stages().stream()
        .filter(s -> s.kind() == StageSpec.Kind.SINK && s.implementation().startsWith(FILE))
        .map(s -> Path.of(s.implementation().substring(FILE.length())).normalize())
        .toList();
  }

  static void expectNamed(PipelineSpec spec, Path file) {
    boolean named =
        spec.stages().stream()
            .flatMap(stage -> stage.options().values().stream())
            .anyMatch(value -> isFile(value, file));
    if (!named) {
      throw new IllegalArgumentException(
          "compare '" + file + "': expected a file that an option of a stage names as file:PATH");
    }
  }

  private static boolean isFile(String value, Path file) {
    return value.startsWith(FILE)
        && Path.of(value.substring(FILE.length())).normalize().equals(file);
  }

  /** The same pipeline with these files in another directory. */
  public static PipelineSpec move(PipelineSpec spec, List<Path> files, Path directory) {
    List<StageSpec> stages = new ArrayList<>();
    for (StageSpec stage : spec.stages()) {
      Map<String, String> options = new TreeMap<>(stage.options());
      options.replaceAll((key, value) -> move(value, files, directory));
      stages.add(
          new StageSpec(
              stage.name(),
              stage.kind(),
              move(stage.implementation(), files, directory),
              stage.partitions(),
              stage.instances(),
              stage.replication(),
              stage.log(),
              options));
    }
    return new PipelineSpec(spec.name(), stages, spec.links(), spec.limits());
  }

  private static String move(String value, List<Path> files, Path directory) {
    return files.stream()
        .filter(file -> isFile(value, file))
        .findFirst()
        .map(file -> FILE + moved(file, files, directory))
        .orElse(value);
  }

  /** Where a file is then: two of the same name stay apart. */
  static Path moved(Path file, List<Path> files, Path directory) {
    return directory.resolve(files.indexOf(file) + "-" + file.getFileName());
  }

  /**
   * What is there of one file: itself, or one for each partition of its sink; also one of which
   * only parts are there.
   *
   * @param directory to which the files were moved
   * @param file as the user named it, or where it was moved to
   */
  static List<Path> parts(Path directory, List<Path> files, Path file) throws IOException {
    int index = files.indexOf(file);
    String name = file.getFileName().toString();
    String prefix = index >= 0 ? index + "-" : name.substring(0, name.indexOf('-') + 1);
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(part -> part.getFileName().toString())
          .filter(part -> part.startsWith(prefix))
          .map(part -> part.replaceFirst("\\.parts$", ""))
          .distinct()
          .sorted()
          .map(directory::resolve)
          .toList();
    }
  }
}
