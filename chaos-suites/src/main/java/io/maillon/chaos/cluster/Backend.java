package io.maillon.chaos.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of machines. Found by {@link ServiceLoader}: more of them may lie on the class path.
 *
 * <p>Everything that a cluster made (processes, namespaces, containers, files outside of its
 * directory) is gone when it is closed, or when this JVM ends.
 */
public interface Backend {
  /** System property: names of back-ends whose tests must not be skipped, separated by commas. */
  String REQUIRE = "chaos.require";

  /** Those of the project, though not all of them need be on the class path. */
  List<String> NAMES = List.of("processes", "namespaces", "containers");

  /** As on the command line: {@code processes}, {@code namespaces}, {@code containers}. */
  String name();

  /** Why it cannot be used here, in one line that says what is missing; empty = it can. */
  Optional<String> unavailable();

  /**
   * Makes the machines; nothing runs on them yet.
   *
   * @param nodes their names, short, of letters and digits
   * @param directory of this run; each node keeps its files in a directory of its name below it
   * @param program that they run
   */
  Cluster open(List<String> nodes, Path directory, Program program) throws IOException;

  /**
   * Whether a test fails that can't use that back-end here; else it is skipped.
   *
   * @throws IllegalArgumentException when {@link #REQUIRE} names one that there is not
   */
  static boolean isRequired(String name) {
    List<String> required =
        Stream.of(System.getProperty(REQUIRE, "").split(",")).filter(n -> !n.isEmpty()).toList();
    for (String one : required) {
      if (!NAMES.contains(one)) {
        throw new IllegalArgumentException(
            "-D" + REQUIRE + ": '" + one + "': expected some of " + String.join(",", NAMES));
      }
    }
    return required.contains(name);
  }

  /**
   * The back-end of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Backend named(String name) {
    List<Backend> all = ServiceLoader.load(Backend.class).stream().map(p -> p.get()).toList();
    return all.stream()
        .filter(backend -> backend.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "backend '"
                        + name
                        + "': expected one of "
                        + all.stream()
                            .map(Backend::name)
                            .sorted()
                            .collect(Collectors.joining(", "))));
  }
}
