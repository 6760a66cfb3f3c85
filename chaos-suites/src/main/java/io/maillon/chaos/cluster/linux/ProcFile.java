package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What /proc says about processes. Any thread. */
public final class ProcFile {
  private static final int FIELD_OF_START = 22;

  private ProcFile() {}

  /** State of a process: {@code R}, {@code S}, {@code T} is stopped; empty = there is none. */
  public static Optional<String> state(long pid) {
    return field(pid, 3);
  }

  /** Clock ticks from the boot to its start: with the pid it names a process for good. */
  public static Optional<String> start(long pid) {
    return field(pid, FIELD_OF_START);
  }

  /** Its environment, empty when it is gone or not ours. */
  public static String environment(long pid) {
    return read(Path.of("/proc/" + pid + "/environ")).orElse("").replace('\0', '\n');
  }

  /** Whether a file is mapped into its memory. */
  public static boolean maps(long pid, Path file) {
    return read(Path.of("/proc/" + pid + "/maps")).orElse("").contains(file.toString());
  }

  /** The text of a small file, empty = it can't be read. */
  public static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The fields after the name of the program, which may hold blanks, count from 3. */
  private static Optional<String> field(long pid, int number) {
    return read(Path.of("/proc/" + pid + "/stat"))
        .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" "))
        .map(fields -> fields[number - 3]);
  }
}
