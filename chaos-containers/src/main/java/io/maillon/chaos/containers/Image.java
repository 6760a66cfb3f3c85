package io.maillon.chaos.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * Builds the image that nodes run, anew for each run and under its name: what is behind it is in
 * the engine's cache. System property {@code base.image} names another base than that of the
 * Dockerfile.
 *
 * @param dockerfile which
 * @param library the directory of jars that it copies
 */
record Image(Path dockerfile, Path library) {
  private static final String LIBRARY = "cli/target/dist/lib";

  /** That of the program, of the home directory that ./maillon names. */
  static Image ofProgram() {
    Path home = Path.of(System.getProperty("maillon.home", "."));
    return new Image(home.resolve("docker/Dockerfile"), home.resolve(LIBRARY));
  }

  /** What the image of a run is called. */
  static String name(String run) {
    return "localhost/" + run + ":latest";
  }

  /** Builds it; its name afterwards. */
  String build(String run) throws IOException {
    for (Path path : new Path[] {dockerfile, library}) {
      if (!Files.exists(path)) {
        throw new IOException(path.toAbsolutePath() + ": expected it to build an image from");
      }
    }
    String base = System.getProperty("base.image", "");
    return new ImageFromDockerfile(name(run), false)
        .withBuildArgs(base.isEmpty() ? Map.of() : Map.of("BASE_IMAGE", base))
        .withFileFromPath("Dockerfile", dockerfile)
        .withFileFromPath(LIBRARY, library)
        .get();
  }
}
