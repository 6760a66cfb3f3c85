package io.maillon.chaos.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * Builds the image that nodes run, and deletes it with the JVM; the engine keeps nothing but its
 * cache. System property {@code base.image} names another base than that of the Dockerfile.
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

  /** Name of the image. */
  String build() throws IOException {
    for (Path path : new Path[] {dockerfile, library}) {
      if (!Files.exists(path)) {
        throw new IOException(path.toAbsolutePath() + ": expected it to build an image from");
      }
    }
    String base = System.getProperty("base.image", "");
    return new ImageFromDockerfile()
        .withBuildArgs(base.isEmpty() ? Map.of() : Map.of("BASE_IMAGE", base))
        .withFileFromPath("Dockerfile", dockerfile)
        .withFileFromPath(LIBRARY, library)
        .get();
  }
}
