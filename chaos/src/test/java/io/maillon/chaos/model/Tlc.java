package io.maillon.chaos.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the model checker TLC over a specification in {@code docs/protocol/tla}, in a process
 * of its own: TLC keeps its state in statics. Specifications are copied, so that what TLC writes
 * beside them goes with the temporary directory.
 *
 * @param violated what does not hold, by its name in the specification; empty = all holds
 * @param distinctStates how many were seen until then
 */
record Tlc(Optional<String> violated, long distinctStates, double seconds) {
  /** What TLC says of a property over time, whose name it does not tell. */
  static final String TEMPORAL = "a temporal property";

  static final Path MODELS =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "protocol", "tla");

  private static final long LIMIT_S = 170;
  private static final Pattern INVARIANT = Pattern.compile("Error: Invariant (\\w+) is violated");
  private static final Pattern STATES = Pattern.compile("([0-9,]+) distinct states found");

  /**
   * @param specification name of the {@code .tla} file
   * @param config name of the {@code .cfg} file
   * @param mutant the rule that is taken away, or "no"
   */
  static Tlc run(Path work, String specification, String config, String mutant)
      throws IOException, InterruptedException {
    String constants = Files.readString(MODELS.resolve(config + ".cfg"));
    String changed = constants.replace("Mutant = \"no\"", "Mutant = \"" + mutant + "\"");
    long startedNs = System.nanoTime();
    String output = output(work, specification, changed);
    return read(output, (System.nanoTime() - startedNs) / 1e9);
  }

  /**
   * What TLC says, whatever it finds.
   *
   * @param work holds other modules that the specification needs
   * @param config contents of the {@code .cfg} file
   */
  static String output(Path work, String specification, String config)
      throws IOException, InterruptedException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(MODELS, "*.tla")) {
      for (Path file : files) {
        Files.copy(file, work.resolve(file.getFileName()));
      }
    }
    Files.writeString(work.resolve("run.cfg"), config);
    Path output = work.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            // It unpacks its own modules there and deletes them at its end, also under another's
            // eyes.
            "-Djava.io.tmpdir=" + work,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            jar().toString(),
            "tlc2.TLC",
            "-workers",
            "1",
            "-metadir",
            work.resolve("states").toString(),
            "-config",
            "run.cfg",
            specification + ".tla");
    Process process =
        builder
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        throw new IllegalStateException(specification + " takes more than " + LIMIT_S + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }

  private static Tlc read(String output, double seconds) {
    long states = 0;
    Matcher counted = STATES.matcher(output);
    while (counted.find()) {
      states = Long.parseLong(counted.group(1).replace(",", ""));
    }
    Matcher invariant = INVARIANT.matcher(output);
    if (invariant.find()) {
      return new Tlc(Optional.of(invariant.group(1)), states, seconds);
    }
    if (output.contains("Temporal properties were violated")) {
      return new Tlc(Optional.of(TEMPORAL), states, seconds);
    }
    if (output.contains("Model checking completed. No error has been found.")) {
      return new Tlc(Optional.empty(), states, seconds);
    }
    throw new IllegalStateException("no verdict from TLC:\n" + output);
  }

  private static Path jar() {
    try {
      Class<?> checker = Class.forName("tlc2.TLC", false, Tlc.class.getClassLoader());
      return Path.of(checker.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException("no TLC on the class path", e);
    }
  }

  @Override
  public String toString() {
    return violated.map(v -> v + " is violated").orElse("holds")
        + ", %,d distinct states, %.1f s".formatted(distinctStates, seconds);
  }
}
