package io.maillon.link.source;

import io.maillon.protocol.Bytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Cuts a stream into lines; they end with LF or CRLF, the last one may lack it. Errors name the
 * file, the last good line and the byte after it. Owned by the source.
 */
final class LineReader implements Closeable {
  private static final int LINE_BYTES_MAX = 8 << 20;

  private final String file;
  private final InputStream in;
  private byte[] buffer = new byte[64 << 10];
  private int start;
  private int end;
  private boolean endOfStream;
  private long lines;
  private long bytes;
  private Bytes line = Bytes.EMPTY;

  /**
   * @param in stands at {@code bytes}
   * @param lines before that place
   * @param bytes before that place, of the text when it is compressed
   */
  LineReader(String file, InputStream in, long lines, long bytes) {
    this.file = file;
    this.in = in;
    this.lines = lines;
    this.bytes = bytes;
  }

  /** Steps to the next line, or gives false at the end. */
  boolean next() throws IOException {
    int searched = start;
    while (true) {
      int newline = indexOfNewline(searched);
      if (newline >= 0) {
        take(newline, newline + 1);
        return true;
      }
      searched = end;
      int before = start;
      if (endOfStream || !fill()) {
        return takeLast();
      }
      searched -= before - start;
    }
  }

  /** The current line, valid until the next call: the buffer behind it is used again. */
  Bytes line() {
    return line;
  }

  /** Lines read so far. */
  long lines() {
    return lines;
  }

  /** Bytes of these lines. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean takeLast() {
    if (start == end) {
      return false;
    }
    take(end, end);
    return true;
  }

  private void take(int lineEnd, int next) {
    int textEnd = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    line = Bytes.wrap(buffer, start, textEnd - start);
    bytes += next - start;
    lines++;
    start = next;
  }

  private int indexOfNewline(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (end == buffer.length) {
      makeRoom();
    }
    int count = read();
    endOfStream = count < 0;
    end += Math.max(0, count);
    return !endOfStream;
  }

  private void makeRoom() throws IOException {
    if (start == 0 && buffer.length >= LINE_BYTES_MAX) {
      throw new IOException(
          place() + "no end of line within " + LINE_BYTES_MAX + " bytes: expected lines of text");
    }
    byte[] to = start == 0 ? Arrays.copyOf(buffer, 2 * buffer.length) : buffer;
    System.arraycopy(buffer, start, to, 0, end - start);
    buffer = to;
    end -= start;
    start = 0;
  }

  private int read() throws IOException {
    try {
      return in.read(buffer, end, buffer.length - end);
    } catch (EOFException e) {
      throw new IOException(
          place()
              + "the gz data stops in the middle: expected a complete gz file, this one is cut off",
          e);
    } catch (ZipException e) {
      throw new IOException(
          place() + "damaged gz data (" + e.getMessage() + "): expected an intact gz file", e);
    } catch (IOException e) {
      throw new IOException(place() + "can't be read: " + e.getMessage(), e);
    }
  }

  private String place() {
    return "file " + file + ", after line " + lines + " (byte " + bytes + " of the text): ";
  }
}
