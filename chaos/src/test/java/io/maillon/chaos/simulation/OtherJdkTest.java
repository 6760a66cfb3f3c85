package io.maillon.chaos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One seed gives the same trace on every JDK. Looks for a JDK of another version in {@code
 * -Djdk.other=HOME}, in variables such as JAVA_HOME_25_X64 and in /usr/lib/jvm.
 */
class OtherJdkTest {
  private static final long FIRST = 1;
  private static final int SEEDS = 20;
  private static final long LIMIT_S = 120;
  private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");

  @TempDir private Path directory;

  @Test
  void sameTraces() throws IOException, InterruptedException {
    Optional<Path> other = otherJdk();
    Assumptions.assumeTrue(
        other.isPresent(),
        "no JDK but Java "
            + Runtime.version().feature()
            + " in -Djdk.other, JAVA_HOME_* or "
            + USUAL_PLACE
            + ": traces are not compared on two JDKs");
    List<String> there = run(other.get());
    assertEquals(TraceHashes.of(FIRST, SEEDS), there, "seed, events and trace on " + other.get());
    System.out.println(
        SEEDS + " equal traces on Java " + Runtime.version().feature() + " and " + other.get());
  }

  private List<String> run(Path home) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                home.resolve("bin/java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TraceHashes.class.getName(),
                String.valueOf(FIRST),
                String.valueOf(SEEDS))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        throw new IllegalStateException(home + " takes more than " + LIMIT_S + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }

  private static Optional<Path> otherJdk() {
    List<Path> homes = new ArrayList<>();
    Optional.ofNullable(System.getProperty("jdk.other")).map(Path::of).ifPresent(homes::add);
    Map<String, String> variables = new TreeMap<>(System.getenv());
    variables.forEach(
        (name, value) -> {
          if (name.startsWith("JAVA_HOME")) {
            homes.add(Path.of(value));
          }
        });
    homes.addAll(installed());
    return homes.stream().filter(OtherJdkTest::isOther).findFirst();
  }

  private static List<Path> installed() {
    if (!Files.isDirectory(USUAL_PLACE)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(USUAL_PLACE)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(USUAL_PLACE.toString(), e);
    }
  }

  /** By the file "release" that every JDK has. */
  private static boolean isOther(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return false;
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(release.toString(), e);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    int feature = version.isEmpty() ? 0 : Runtime.Version.parse(version).feature();
    return feature >= 17 && feature != Runtime.version().feature();
  }
}
