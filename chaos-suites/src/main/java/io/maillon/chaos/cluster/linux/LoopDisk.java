package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk of its own for one node: an ext4 file system in a file, mounted on a directory. Owned by
 * the thread of the cluster.
 */
public final class LoopDisk {
  private static final long BYTES = 1L << 30;
  private static final Duration UNMOUNTED_WITHIN = Duration.ofSeconds(10);

  /** Seconds until the file system syncs by itself: late, so that power loss loses something. */
  private static final String OPTIONS = "noatime,commit=60";

  private final Path image;
  private final String loop;
  private final Path directory;
  private final Path shutdown;

  private LoopDisk(Path image, String loop, Path directory, Path shutdown) {
    this.image = image;
    this.loop = loop;
    this.directory = directory;
    this.shutdown = shutdown;
  }

  /** What is missing to have such disks; empty = nothing. */
  public static Optional<String> unavailable() {
    List<String> missing = Shell.missing("mkfs.ext4", "mount", "umount", "losetup");
    if (!missing.isEmpty()) {
      return Optional.of("not on the path: " + String.join(", ", missing));
    }
    return Files.exists(Path.of("/dev/loop-control"))
        ? Optional.empty()
        : Optional.of("no /dev/loop-control");
  }

  /**
   * Makes one and mounts it.
   *
   * @param name of the run and the node: the file is called like that
   * @throws IOException also when this user may not mount
   */
  public static LoopDisk create(String name, Path scratch, Path directory) throws IOException {
    Path image = scratch.resolve(name + ".ext4");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    try {
      Shell.run(
          "mkfs.ext4",
          "-q",
          "-F",
          "-m",
          "0",
          "-O",
          "^resize_inode",
          "-E",
          "lazy_itable_init=1,lazy_journal_init=1,nodiscard",
          image.toString());
      Path shutdown = Scripts.unpack("fsdown.py", scratch);
      String loop = Shell.run("losetup", "-f", "--show", image.toString());
      LoopDisk disk = new LoopDisk(image, loop, directory, shutdown);
      try {
        Files.createDirectories(directory);
        disk.mount();
      } catch (IOException e) {
        Shell.attempt(List.of("losetup", "-d", loop));
        throw e;
      }
      Files.deleteIfExists(directory.resolve("lost+found"));
      return disk;
    } catch (IOException e) {
      Files.deleteIfExists(image);
      throw e;
    }
  }

  private void mount() throws IOException {
    Shell.run("mount", "-o", OPTIONS, loop, directory.toString());
  }

  public Path directory() {
    return directory;
  }

  /** Its device by numbers: {@code 7:0}. */
  public String device() throws IOException {
    return Shell.run("losetup", "-n", "-O", "MAJ:MIN", "-l", loop).strip();
  }

  /** Bytes that are left. */
  public long room() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /** Takes all of its room, for good: not even power loss gives it back. */
  public void fill() throws IOException {
    Path filler = filler();
    long size = 0;
    // In ever smaller pieces: what looks free isn't always to be had in one.
    for (long piece = room(); piece >= 4096; ) {
      if (Shell.works(
          "fallocate", "-o", Long.toString(size), "-l", Long.toString(piece), filler.toString())) {
        size += piece;
        piece = Math.min(piece, room());
      } else {
        piece /= 2;
      }
    }
    try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Gives the room back. */
  public void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return directory.resolve("maillon-chaos-filler");
  }

  /** Writers wait from now on. */
  public void stall() throws IOException {
    Shell.run("fsfreeze", "-f", directory.toString());
  }

  /** Whether they do: only one can stall a disk at a time. */
  public boolean stalls() throws IOException {
    return Shell.attempt(List.of("fsfreeze", "-f", directory.toString())).text().contains("busy");
  }

  /** They go on. */
  public void resume() throws IOException {
    Shell.run("fsfreeze", "-u", directory.toString());
  }

  /** What was not synced is lost, and from now on nothing can be read or written. */
  public void powerDown() throws IOException {
    Shell.run(Scripts.python(), shutdown.toString(), directory.toString());
  }

  /** Whether a file can be written and synced. */
  public boolean writes() {
    Path file = directory.resolve("maillon-chaos-probe");
    try (RandomAccessFile probe = new RandomAccessFile(file.toFile(), "rwd")) {
      probe.write(1);
    } catch (IOException e) {
      return false;
    }
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads it again from the disk; nobody may have a file of it open. */
  public void remount() throws IOException {
    unmount();
    mount();
  }

  private void unmount() throws IOException {
    // A process that has just been killed may still be closing its files.
    if (!Waiting.until(UNMOUNTED_WITHIN, () -> Shell.works("umount", directory.toString()))) {
      throw new IOException("umount " + directory + ": it stays busy");
    }
    // A container that is being started has copies of all mounts for a moment. Mounted again before
    // they are gone, it would be the old file system, with its power still down.
    Path alive = Path.of("/sys/fs/ext4", Path.of(loop).getFileName().toString());
    if (!Waiting.until(UNMOUNTED_WITHIN, () -> !Files.exists(alive))) {
      throw new IOException("umount " + directory + ": it stays mounted in another namespace");
    }
  }

  /** Takes it away with all that is on it; its directory stays, empty. */
  public void close() throws IOException {
    Shell.attempt(List.of("fsfreeze", "-u", directory.toString()));
    unmount();
    Shell.run("losetup", "-d", loop);
    Files.deleteIfExists(image);
  }

  /** Unmounts what killed runs have left, and deletes it. */
  public static void sweep() throws IOException {
    for (String line :
        Shell.attempt(List.of("losetup", "-n", "-O", "NAME,BACK-FILE", "-l"))
            .text()
            .lines()
            .toList()) {
      String[] fields = line.strip().split("\\s+", 2);
      if (fields.length < 2 || Owner.abandoned(fields[1]).isEmpty()) {
        continue;
      }
      for (String place : mountPoints(fields[0])) {
        Shell.attempt(List.of("fsfreeze", "-u", place));
        Shell.attempt(List.of("umount", "-l", place));
      }
      Shell.attempt(List.of("losetup", "-d", fields[0]));
      Files.deleteIfExists(Path.of(fields[1]));
    }
  }

  private static List<String> mountPoints(String device) {
    List<String> places = new ArrayList<>();
    ProcFile.read(Path.of("/proc/mounts"))
        .orElse("")
        .lines()
        .map(line -> line.split(" "))
        .filter(fields -> fields[0].equals(device))
        .forEach(fields -> places.add(fields[1].replace("\\040", " ")));
    return places;
  }
}
