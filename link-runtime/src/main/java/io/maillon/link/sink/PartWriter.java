package io.maillon.link.sink;

import io.maillon.protocol.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends lines to one part file, through a buffer of 64 KiB. Owned by the sink. */
final class PartWriter implements Closeable {
  private final Path part;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
  private long lengthBytes;

  /** Opened with the first byte, so that an owner without input leaves no file. */
  private FileChannel channel;

  /**
   * @param lengthBytes that count in the part already: the same epoch was opened before
   */
  PartWriter(Path part, long lengthBytes) {
    this.part = part;
    this.lengthBytes = lengthBytes;
  }

  void writeLine(Bytes record) throws IOException {
    if (record.length() + 1 > buffer.remaining()) {
      empty();
    }
    if (record.length() + 1 > buffer.remaining()) {
      writeOut(ByteBuffer.wrap(record.array(), record.offset(), record.length()));
    } else {
      buffer.put(record.array(), record.offset(), record.length());
    }
    buffer.put((byte) '\n');
  }

  /** Brings everything out of the process; gives the length of the part. */
  long flush(boolean fsync) throws IOException {
    boolean wrote = buffer.position() > 0;
    empty();
    if (fsync && wrote) {
      channel.force(false);
    }
    return lengthBytes;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private void empty() throws IOException {
    buffer.flip();
    writeOut(buffer);
    buffer.clear();
  }

  private void writeOut(ByteBuffer from) throws IOException {
    try {
      if (from.hasRemaining() && channel == null) {
        channel = open();
      }
      while (from.hasRemaining()) {
        lengthBytes += channel.write(from);
      }
    } catch (IOException e) {
      throw new IOException(
          "file " + part + ", byte " + lengthBytes + ": can't be written: " + e, e);
    }
  }

  private FileChannel open() throws IOException {
    if (lengthBytes > 0) {
      FileChannel opened = FileChannel.open(part, StandardOpenOption.WRITE);
      opened.truncate(lengthBytes);
      opened.position(lengthBytes);
      return opened;
    }
    // A new file, not an emptied one: a process of an earlier pipeline may still hold the old one.
    Files.deleteIfExists(part);
    return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }
}
