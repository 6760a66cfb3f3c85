package io.maillon.link.internal.store;

import io.maillon.recovery.log.LogStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk space that one instance's logs may take, and have taken. Owner: the link thread.
 *
 * <p>Every byte of a log file is written before it is mapped, so that a full disk shows as an error
 * here and never as a signal that kills the process in the middle of a store.
 */
final class DiskSpace {
  private static final int STEP_BYTES = 64 << 10;

  private final long bytesMax;
  private long takenBytes;

  DiskSpace(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  long takenBytes() {
    return takenBytes;
  }

  /** Whether so much more may be taken. */
  boolean has(long bytes) {
    return bytes <= bytesMax - takenBytes;
  }

  /** Accounts for a file that was found. */
  void found(long bytes) {
    takenBytes += bytes;
  }

  void gaveBack(long bytes) {
    takenBytes -= bytes;
  }

  /** Writes all of the content at the channel's position. */
  void write(Path file, FileChannel channel, ByteBuffer content) {
    int bytes = content.remaining();
    take(file, bytes);
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    } catch (IOException e) {
      takenBytes -= bytes;
      throw full(file, bytes, bytes - content.remaining(), e);
    }
  }

  /** Writes zeros at the channel's position. */
  void preallocate(Path file, FileChannel channel, long bytes) {
    take(file, bytes);
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, STEP_BYTES));
    long left = bytes;
    try {
      while (left > 0) {
        zeros.clear().limit((int) Math.min(left, STEP_BYTES));
        left -= channel.write(zeros);
      }
    } catch (IOException e) {
      takenBytes -= bytes;
      throw full(file, bytes, bytes - left, e);
    }
  }

  private void take(Path file, long bytes) {
    if (bytes > bytesMax - takenBytes) {
      throw new LogStoreException(
          "log file "
              + file
              + ": needs "
              + bytes
              + " bytes, but "
              + takenBytes
              + " of the "
              + bytesMax
              + " bytes that logs may take are taken; expected enough room",
          null);
    }
    takenBytes += bytes;
  }

  private static LogStoreException full(
      Path file, long bytes, long writtenBytes, IOException cause) {
    return new LogStoreException(
        "log file "
            + file
            + ": needs "
            + bytes
            + " bytes, the file system has "
            + usable(file, writtenBytes)
            + " left; expected enough room ("
            + cause.getMessage()
            + ")",
        cause);
  }

  private static String usable(Path file, long writtenBytes) {
    try {
      return Long.toString(writtenBytes + Files.getFileStore(file.getParent()).getUsableSpace());
    } catch (IOException e) {
      return "an unknown number";
    }
  }
}
