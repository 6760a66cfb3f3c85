package io.maillon.coordinator.internal.launch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Log files of an instance, one per life, the newest ten kept. */
final class LifeLogs {
  private static final int KEPT = 10;

  private final Path directory;

  LifeLogs(Path directory) {
    this.directory = directory;
  }

  /** Creates the file of the next life. */
  Path next(String pipeline, String name) throws IOException {
    Path parent = Files.createDirectories(directory.resolve(pipeline));
    NavigableMap<Long, Path> lives = lives(parent, name);
    long life = lives.isEmpty() ? 1 : lives.lastKey() + 1;
    while (lives.size() >= KEPT) {
      Files.deleteIfExists(lives.pollFirstEntry().getValue());
    }
    while (true) {
      Path file = parent.resolve(name + "." + life + ".log");
      try {
        return Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        // Another coordinator on this machine was faster.
        life++;
      }
    }
  }

  private static NavigableMap<Long, Path> lives(Path parent, String name) throws IOException {
    Pattern pattern = Pattern.compile(Pattern.quote(name) + "\\.(\\d{1,18})\\.log");
    NavigableMap<Long, Path> lives = new TreeMap<>();
    try (Stream<Path> files = Files.list(parent)) {
      for (Path file : files.toList()) {
        Matcher match = pattern.matcher(file.getFileName().toString());
        if (match.matches()) {
          lives.put(Long.parseLong(match.group(1)), file);
        }
      }
    }
    return lives;
  }
}
