package io.maillon.link.internal.store;

import io.maillon.recovery.log.LogStoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The lock that fences a directory of logs: whoever holds it is the only process that writes there,
 * and the system lets go of it when that process is gone, however it went. A frozen process keeps
 * it, so its successor waits until it is gone for good.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for the lock, at most for the timeout. */
  static DirectoryLock acquire(Path directory, Duration timeout) {
    Path file = directory.resolve(FILE);
    FileChannel channel = open(file);
    FutureTask<Void> wait =
        new FutureTask<>(
            () -> {
              channel.lock();
              return null;
            });
    Thread waiter = new Thread(wait, "maillon-log-lock");
    waiter.setDaemon(true);
    waiter.start();
    try {
      wait.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new DirectoryLock(channel);
    } catch (TimeoutException e) {
      throw refused(file, channel, "another process still held it after " + timeout, e);
    } catch (ExecutionException e) {
      String cause =
          e.getCause() instanceof OverlappingFileLockException
              ? "this process holds it already"
              : e.getCause().toString();
      throw refused(file, channel, cause, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(file, channel, "interrupted", e);
    }
  }

  private static FileChannel open(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new LogStoreException(
          "log lock " + file + ": expected a directory that can be written, got " + e, e);
    }
  }

  /** Closing the channel also ends a wait that is still under way. */
  private static LogStoreException refused(
      Path file, FileChannel channel, String found, Throwable cause) {
    closeQuietly(channel);
    return new LogStoreException(
        "log lock " + file + ": " + found + "; expected one process per instance name", cause);
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // Nothing was written through it, and the lock ends with the process at the latest.
    }
  }
}
