package io.maillon.chaos.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Counts the lines of files that only grow, each byte once. Owned by one thread. */
final class GrowingFiles {
  private static final int CHUNK_BYTES = 64 << 10;

  private record Seen(long bytes, long lines) {}

  private final Map<Path, Seen> seen = new HashMap<>();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);

  /** Lines so far; 0 where there is no file. */
  long lines(Path file) {
    Seen before = seen.getOrDefault(file, new Seen(0, 0));
    try (FileChannel channel = FileChannel.open(file)) {
      Seen now = read(channel, before);
      seen.put(file, now);
      return now.lines();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Seen read(FileChannel channel, Seen before) throws IOException {
    long bytes = before.bytes();
    long lines = before.lines();
    for (int count = channel.read(chunk.clear(), bytes);
        count > 0;
        count = channel.read(chunk.clear(), bytes)) {
      bytes += count;
      chunk.flip();
      while (chunk.hasRemaining()) {
        lines += chunk.get() == '\n' ? 1 : 0;
      }
    }
    return new Seen(bytes, lines);
  }
}
