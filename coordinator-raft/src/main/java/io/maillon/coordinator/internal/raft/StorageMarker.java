package io.maillon.coordinator.internal.raft;

import io.maillon.coordinator.CoordinatorStartException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A file beside the Raft directory that says whose storage this is and that it held data. Ratis
 * formats silently what it finds empty; a node that forgot its votes and its log could then elect a
 * leader that lacks committed entries.
 */
final class StorageMarker {
  private static final String FILE = "coordinator-id";
  private static final String FORMAT = "maillon-coordinator 1 ";

  private final Path storage;
  private final Path marker;
  private final Path raft;
  private final String id;

  StorageMarker(Path storage, String id) {
    this.storage = storage;
    this.marker = storage.resolve(FILE);
    this.raft = storage.resolve("raft");
    this.id = id;
  }

  /** Where Ratis keeps its files. */
  Path raftDirectory() {
    return raft;
  }

  /**
   * Creates what is missing and refuses what contradicts itself.
   *
   * @param groupDirectory name of Ratis' directory of our group
   */
  void check(String groupDirectory) {
    try {
      Files.createDirectories(raft);
      boolean formatted = Files.exists(raft.resolve(groupDirectory).resolve("current/raft-meta"));
      if (Files.exists(marker)) {
        checkContent(Files.readString(marker).strip(), formatted);
      } else if (formatted) {
        throw refused(
            "holds a Raft log but no file " + FILE,
            "that file, or an empty directory for a new node");
      }
    } catch (FileAlreadyExistsException e) {
      throw new CoordinatorStartException(
          "storage " + storage + ": " + e.getFile() + " is a file, expected a directory", e);
    } catch (IOException e) {
      throw new CoordinatorStartException(
          "storage " + storage + ": expected a directory to read and write, but " + e, e);
    }
  }

  private void checkContent(String content, boolean formatted) {
    if (!content.equals(FORMAT + id)) {
      throw refused("belongs to '" + content + "'", "'" + FORMAT + id + "'");
    }
    if (!formatted) {
      throw refused(
          "held the data of coordinator " + id + ", which is gone",
          "the data, or an empty directory to copy everything from the other coordinators");
    }
  }

  private CoordinatorStartException refused(String found, String expected) {
    return new CoordinatorStartException(
        "storage " + storage + ": " + found + "; expected " + expected);
  }

  /** Called once Ratis has formatted its directory. */
  void write() throws IOException {
    if (Files.exists(marker)) {
      return;
    }
    Path fresh = storage.resolve(FILE + ".tmp");
    Files.write(fresh, List.of(FORMAT + id));
    Files.move(fresh, marker, StandardCopyOption.ATOMIC_MOVE);
  }
}
