package io.maillon.cli.internal.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that goes with its user. */
public final class TemporaryDirectory implements AutoCloseable {
  private static final int ATTEMPTS_MAX = 20;

  private final Path path;

  public TemporaryDirectory(String prefix) {
    try {
      path = Files.createTempDirectory(prefix).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  /** Deletes all; repeats where a process on its way out still made a file meanwhile. */
  @Override
  public void close() {
    for (int attempt = 1; Files.exists(path); attempt++) {
      try {
        deleteAll();
      } catch (DirectoryNotEmptyException | UncheckedIOException e) {
        if (attempt == ATTEMPTS_MAX) {
          throw new IllegalStateException(path + " can't be deleted", e);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void deleteAll() throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(path)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      try {
        Files.delete(each);
      } catch (NoSuchFileException e) {
        // Its process deleted it first, which is as good.
      }
    }
  }
}
