package io.maillon.chaos.cluster.linux;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs tools such as {@code ip} and {@code mount} to their end. Any thread. */
public final class Shell {
  private static final long WAIT_MAX_SECONDS = 60;

  private Shell() {}

  /** How a tool ended, and what it printed on both of its outputs. */
  public record Outcome(int status, String text) {
    public boolean succeeded() {
      return status == 0;
    }
  }

  /** Runs a command that may fail. */
  public static Outcome attempt(List<String> command) throws IOException {
    return attempt(command, "");
  }

  /** The same, with a text on its input. */
  public static Outcome attempt(List<String> command, String input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading all of its input: its status says why.
    }
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(String.join(" ", command) + ": still runs");
      }
      return new Outcome(process.exitValue(), text.strip());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in " + String.join(" ", command));
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @return what it printed
   */
  public static String run(List<String> command) throws IOException {
    return run(command, "");
  }

  /** The same, with a text on its input. */
  public static String run(List<String> command, String input) throws IOException {
    Outcome outcome = attempt(command, input);
    if (!outcome.succeeded()) {
      throw new IOException(
          String.join(" ", command) + ": status " + outcome.status() + ": " + outcome.text());
    }
    return outcome.text();
  }

  /** The same, for short commands. */
  public static String run(String... command) throws IOException {
    return run(List.of(command));
  }

  /** Whether a command ends with status 0; false as well when there is no such command. */
  public static boolean works(String... command) {
    try {
      return attempt(List.of(command)).succeeded();
    } catch (IOException e) {
      return false;
    }
  }

  /** Which of these programs are not on the path. */
  public static List<String> missing(String... programs) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    List<String> missing = new ArrayList<>();
    for (String program : programs) {
      boolean found =
          Arrays.stream(path.split(File.pathSeparator))
              .anyMatch(place -> new File(place, program).canExecute());
      if (!found) {
        missing.add(program);
      }
    }
    return missing;
  }

  /** One command line out of several parts. */
  public static List<String> join(List<String> prefix, String... rest) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(Arrays.asList(rest));
    return all;
  }
}
