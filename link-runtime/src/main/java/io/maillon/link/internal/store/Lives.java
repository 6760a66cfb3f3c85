package io.maillon.link.internal.store;

import io.maillon.protocol.InstanceId;
import io.maillon.recovery.log.LogStoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The lives of one instance that wrote into a directory, oldest first: its successor carries their
 * logs. Kept as one text file, a life per line, replaced as a whole.
 *
 * <p>All of them are kept, up to a bound: a life that died between its registration and its first
 * write leaves configurations that still name the life before it.
 */
final class Lives {
  private static final String FILE = "lives";
  private static final int LIVES_MAX = 64;

  private final Path file;
  private final List<InstanceId> lives;

  private Lives(Path file, List<InstanceId> lives) {
    this.file = file;
    this.lives = lives;
  }

  static Lives read(Path directory) {
    Path file = directory.resolve(FILE);
    List<InstanceId> lives = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          lives.add(InstanceId.parse(line));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new LogStoreException(
          "log lives " + file + ": expected one NAME#INCARNATION per line, got " + e, e);
    }
    return new Lives(file, lives);
  }

  List<InstanceId> all() {
    return List.copyOf(lives);
  }

  /** Durable when it returns, whatever the sync policy: it happens once per life. */
  void add(InstanceId life) {
    List<InstanceId> next = new ArrayList<>(lives);
    next.remove(life);
    next.add(life);
    if (next.size() > LIVES_MAX) {
      next.remove(0);
    }
    write(next);
    lives.clear();
    lives.addAll(next);
  }

  /** There is nothing left to carry. */
  void delete() {
    lives.clear();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LogStoreException("log lives " + file + ": expected to delete it, got " + e, e);
    }
  }

  private void write(List<InstanceId> next) {
    Path draft = file.resolveSibling(FILE + ".new");
    try {
      Files.write(draft, next.stream().map(InstanceId::toString).toList());
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LogStoreException(
          "log lives " + file + ": expected a file that can be replaced, got " + e, e);
    }
  }
}
