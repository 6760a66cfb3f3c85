package io.maillon.link.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The files of one partition of a {@link FileSink}: its parts, and the final file that they become.
 * Parts are removed only once the final file is in place, so at any moment one of them has all
 * data.
 */
final class PartFiles {
  private final Path destination;
  private final Path directory;
  private final int index;

  PartFiles(Path path, int index, int partitions) {
    this.index = index;
    String name = path.getFileName().toString();
    destination = partitions == 1 ? path : path.resolveSibling(indexed(name));
    directory = destination.resolveSibling(destination.getFileName() + ".parts");
  }

  Path part(long epoch) {
    return directory.resolve("part-" + index + "-" + epoch);
  }

  void prepare() throws IOException {
    if (Files.isDirectory(destination)) {
      throw new IOException("file " + destination + " is a directory: expected a file to write");
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException("directory " + directory + " can't be made: " + e, e);
    }
  }

  /** Makes the final file of what counts; any number of times, also by several owners at once. */
  void assemble(PartMark mark, long epoch, boolean fsync) throws IOException {
    Path whole = directory.resolve("whole-" + index + "-" + epoch);
    try {
      Files.createDirectories(directory);
      concatenate(mark, whole, fsync);
      Files.move(
          whole, destination, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      // Parts go only after the final file is there: somebody else has finished.
      if (!Files.exists(destination) || Files.size(destination) != mark.totalBytes()) {
        throw new IOException(
            "file "
                + e.getFile()
                + " is gone and "
                + destination
                + " is not complete: expected "
                + mark.totalBytes()
                + " bytes in part files of all former owners",
            e);
      }
    }
    removeParts();
  }

  private void concatenate(PartMark mark, Path whole, boolean fsync) throws IOException {
    try (FileChannel to =
        FileChannel.open(
            whole,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (Map.Entry<Long, Long> part : mark.lengths().entrySet()) {
        copy(part(part.getKey()), part.getValue(), to);
      }
      if (fsync) {
        to.force(true);
      }
    }
  }

  private static void copy(Path part, long lengthBytes, FileChannel to) throws IOException {
    try (FileChannel from = FileChannel.open(part, StandardOpenOption.READ)) {
      if (from.size() < lengthBytes) {
        throw new IOException(
            "file " + part + " has " + from.size() + " bytes: expected at least " + lengthBytes);
      }
      long at = 0;
      while (at < lengthBytes) {
        at += from.transferTo(at, lengthBytes - at, to);
      }
    }
  }

  private void removeParts() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // Another owner of this partition finishes it too; the later one takes the directory away.
      return;
    }
  }

  private String indexed(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? name + "-" + index
        : name.substring(0, dot) + "-" + index + name.substring(dot);
  }
}
