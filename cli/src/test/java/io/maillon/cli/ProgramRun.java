package io.maillon.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program in a process of its own, with a directory for its temporary files by which all
 * processes that it starts are known.
 *
 * @param exitCode of the process
 * @param output both streams
 * @param leftFiles in the directory afterwards
 * @param leftProcesses that name the directory in their command line
 */
record ProgramRun(int exitCode, String output, List<String> leftFiles, List<Long> leftProcesses) {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static ProgramRun of(Path temporary, String... arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("maillon-program", ".txt");
    try {
      Process process =
          new ProcessBuilder(command(temporary, arguments))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(4, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
      return new ProgramRun(
          process.exitValue(),
          Files.readString(output, StandardCharsets.UTF_8),
          files(temporary),
          processes(temporary));
    } finally {
      Files.delete(output);
    }
  }

  private static List<String> command(Path temporary, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dmaillon.home=" + ROOT);
    command.add("-Dbase.image=" + System.getProperty("base.image", ""));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.maillon.cli.Main");
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith("maillon"))
          .toList();
    }
  }

  private static List<Long> processes(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains(directory.toString()))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** The JDK tells none of a command line that is longer than 4096 characters, Linux all. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }
}
