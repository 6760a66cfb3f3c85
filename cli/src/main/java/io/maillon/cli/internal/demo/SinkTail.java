package io.maillon.cli.internal.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Reads what a file sink writes, as it is written, and keeps when each partition upstream of it was
 * heard. Its own thread reads; the others use it after {@link #close}. Times in nanoseconds of
 * {@link System#nanoTime}, true to about two milliseconds, and to {@code LISTED_EVERY} times that
 * in a file that has just come.
 */
final class SinkTail implements AutoCloseable {
  private static final long LOOK_NS = 2_000_000L;
  private static final int LISTED_EVERY = 5;
  private static final int SLICES_MAX = 4_000_000;

  private final Path parts;
  private final ToIntFunction<String> partitionOf;
  private final Map<Path, Part> open = new HashMap<>();

  /** By partition: times at which lines of it were seen, at most one per look. */
  private final Map<Integer, List<Long>> heardNs = new HashMap<>();

  private final Thread thread = new Thread(this::follow, "sink-tail");
  private volatile boolean closed;
  private int slices;
  private int looks;

  /**
   * @param output final file of the sink; its parts lie beside it until then
   * @param partitionOf index of the partition that a line came from
   */
  SinkTail(Path output, ToIntFunction<String> partitionOf) {
    this.parts = output.resolveSibling(output.getFileName() + ".parts");
    this.partitionOf = partitionOf;
    thread.setDaemon(true);
    thread.start();
  }

  /** When a partition was first heard at that time or later; -1 = never. */
  long firstHeardNs(int partition, long fromNs) {
    for (long heard : heardNs.getOrDefault(partition, List.of())) {
      if (heard - fromNs >= 0) {
        return heard;
      }
    }
    return -1;
  }

  private void follow() {
    try {
      while (!closed && slices < SLICES_MAX) {
        look(System.nanoTime());
        LockSupport.parkNanos(LOOK_NS);
      }
      openNew();
      look(System.nanoTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.values().forEach(Part::close);
    }
  }

  private void look(long nowNs) throws IOException {
    if (looks++ % LISTED_EVERY == 0) {
      openNew();
    }
    for (Part part : open.values()) {
      part.read(line -> heard(partitionOf.applyAsInt(line), nowNs));
    }
  }

  private void openNew() throws IOException {
    if (!Files.isDirectory(parts)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parts, "part-*")) {
      for (Path file : files) {
        if (!open.containsKey(file)) {
          open.put(file, new Part(FileChannel.open(file)));
        }
      }
    } catch (NoSuchFileException | DirectoryIteratorException e) {
      // The sink has finished and took its parts away; those that are open can still be read.
      LockSupport.parkNanos(LOOK_NS);
    }
  }

  private void heard(int partition, long nowNs) {
    List<Long> times = heardNs.computeIfAbsent(partition, p -> new ArrayList<>());
    if (times.isEmpty() || times.get(times.size() - 1) != nowNs) {
      times.add(nowNs);
      slices++;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One file that grows. */
  private static final class Part {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);

    Part(FileChannel channel) {
      this.channel = channel;
    }

    void read(Consumer<String> lines) throws IOException {
      while (channel.read(buffer) > 0) {
        byte[] array = buffer.array();
        int start = 0;
        for (int at = 0; at < buffer.position(); at++) {
          if (array[at] == '\n') {
            lines.accept(new String(array, start, at - start, StandardCharsets.UTF_8));
            start = at + 1;
          }
        }
        buffer.flip().position(start);
        buffer.compact();
      }
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
