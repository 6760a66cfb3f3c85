package io.maillon.chaos.simulated;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a pipeline left behind: for each of its files the lines and how often each is there. The
 * files of several partitions of one sink count as one. Immutable.
 *
 * @param files by the name that the user gave them
 */
record LeftLines(Map<String, Map<String, Long>> files) {
  private static final int SHOWN_MAX = 5;

  /**
   * @param names as the user gave them
   * @param directory where file number n of them begins with {@code n-}
   */
  static LeftLines read(List<Path> names, Path directory) throws IOException {
    Map<String, Map<String, Long>> files = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      files.put(names.get(i).toString(), read(directory, i + "-"));
    }
    return new LeftLines(files);
  }

  private static Map<String, Long> read(Path directory, String prefix) throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : all.filter(f -> isOne(f, prefix)).toList()) {
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> lines.merge(line, 1L, Long::sum));
      }
    }
    return lines;
  }

  private static boolean isOne(Path file, String prefix) {
    return file.getFileName().toString().startsWith(prefix) && Files.isRegularFile(file);
  }

  long lines() {
    return files.values().stream()
        .flatMap(lines -> lines.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** How these differ from what was expected, in lines that go on after a colon. */
  Optional<String> difference(LeftLines expected) {
    StringBuilder text = new StringBuilder();
    expected.files.forEach((name, lines) -> compare(name, lines, files.get(name), text));
    return text.length() == 0 ? Optional.empty() : Optional.of(text.toString());
  }

  private static void compare(
      String name, Map<String, Long> expected, Map<String, Long> found, StringBuilder text) {
    TreeSet<String> all = new TreeSet<>(expected.keySet());
    all.addAll(found.keySet());
    all.removeIf(line -> expected.getOrDefault(line, 0L).equals(found.getOrDefault(line, 0L)));
    if (all.isEmpty()) {
      return;
    }
    text.append("\n    ").append(name).append(": ").append(all.size()).append(" lines differ");
    for (String line : all.stream().limit(SHOWN_MAX).toList()) {
      text.append("\n      ").append(found.getOrDefault(line, 0L)).append(" times instead of ");
      text.append(expected.getOrDefault(line, 0L)).append(": ").append(line);
    }
  }
}
