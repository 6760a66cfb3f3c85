package io.maillon.chaos.junit;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.cluster.Program;
import io.maillon.chaos.suite.SuiteRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of a suite: {@code maillon chaos run} in a JVM of its own, on the class path of the test.
 * So it is the same run that its replay line gives, and takes no memory of the tests'.
 */
final class ChaosRun {
  static final String REPLAY = "  replay: ";

  private static final String JVM = "-Xmx512m";

  /** Quick code for a short run. */
  private static final String COMPILER = "-XX:TieredStopAtLevel=1";

  private final ChaosCommand line;
  private final Path store;

  ChaosRun(ChaosCommand line, Path store) {
    this.line = line;
    this.store = store.toAbsolutePath();
  }

  ChaosResult run() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(JVM);
    command.add(COMPILER);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Program.MAIN);
    command.addAll(line.arguments(store));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      List<String> lines = follow(process);
      return result(process.waitFor(), lines);
    } finally {
      end(process);
    }
  }

  /** Shows what is printed as it comes, and keeps it. */
  private static List<String> follow(Process process) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        System.out.println(line);
        lines.add(line);
      }
    }
    return lines;
  }

  private ChaosResult result(int exitStatus, List<String> lines) {
    Verdict verdict = verdict(exitStatus, lines);
    return new ChaosResult(
        line.test().suite(),
        line.seed(),
        verdict,
        findings(lines),
        directory(lines).orElse(store),
        replay(lines).orElse("maillon " + String.join(" ", line.arguments())));
  }

  /** A simulation says itself what repeats its failure, with few faults and records. */
  static Optional<String> replay(List<String> lines) {
    return lines.stream()
        .filter(said -> said.startsWith(REPLAY))
        .map(said -> said.substring(REPLAY.length()))
        .findFirst();
  }

  /** A JVM that died has no verdict, whatever its exit status. */
  static Verdict verdict(int exitStatus, List<String> lines) {
    Verdict verdict =
        switch (exitStatus) {
          case 0 -> Verdict.VALID;
          case 1 -> Verdict.INVALID;
          default -> Verdict.UNKNOWN;
        };
    boolean said = lines.stream().anyMatch(line -> line.startsWith(verdict.name()));
    return said ? verdict : Verdict.UNKNOWN;
  }

  /** From the first claim on, or from the verdict; without one, all that was said. */
  static List<String> findings(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String said = lines.get(i).stripLeading();
      if (Stream.of(Verdict.values()).anyMatch(v -> said.startsWith(v.name() + "  "))) {
        return lines.subList(i, lines.size());
      }
    }
    return lines;
  }

  /** Where the run said that it is. */
  static Optional<Path> directory(List<String> lines) {
    return lines.stream().flatMap(line -> SuiteRun.announced(line).stream()).findFirst();
  }

  /** Its nodes end with it. */
  private static void end(Process process) throws InterruptedException {
    if (process.isAlive()) {
      process.destroy();
      process.waitFor();
    }
  }
}
