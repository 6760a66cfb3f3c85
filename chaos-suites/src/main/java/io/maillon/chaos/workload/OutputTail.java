package io.maillon.chaos.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Reads what the file sinks of a {@link LedgerPipeline} write, as they write it, and tells every
 * second how many pairs came out and how long after they were due. So a stall of the sources counts
 * like one of the pipeline. For graphs, not for verdicts: a line that an owner wrote in vain, just
 * before it died, is counted with the one that replaces it.
 *
 * <p>Its own thread reads and calls the consumer, true to about ten milliseconds.
 */
public final class OutputTail implements AutoCloseable {
  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LATENCY_MAX_MS = 3_600_000;

  private final LedgerPipeline pipeline;
  private final Consumer<Second> seconds;
  private final Map<Path, Part> parts = new HashMap<>();
  private final LedgerLine line = new LedgerLine();
  private final Histogram latencies = newHistogram();
  private final byte[] chunk = new byte[64 << 10];
  private final Thread thread = new Thread(this::follow, "output-tail");
  private volatile boolean closed;
  private volatile RuntimeException failure;
  private OptionalLong sinceStartMs = OptionalLong.empty();

  /**
   * One second of the run.
   *
   * @param atMs its end, wall-clock
   * @param pairs that came out in it
   * @param latenciesMs of them, milliseconds; 0 at the least
   */
  public record Second(long atMs, long pairs, Histogram latenciesMs) {}

  /**
   * Begins at once; the files need not be there yet.
   *
   * @param seconds called each second, and for the rest at the end
   */
  public OutputTail(LedgerPipeline pipeline, Consumer<Second> seconds) {
    this.pipeline = pipeline;
    this.seconds = seconds;
    thread.setDaemon(true);
    thread.start();
  }

  static Histogram newHistogram() {
    return new Histogram(LATENCY_MAX_MS, 2);
  }

  private void follow() {
    try {
      long secondMs = System.currentTimeMillis() + 1000;
      while (!closed) {
        look();
        long nowMs = System.currentTimeMillis();
        if (nowMs >= secondMs) {
          tell(nowMs);
          secondMs += 1000;
        }
        LockSupport.parkNanos(LOOK_NS);
      }
      look();
      tell(System.currentTimeMillis());
    } catch (IOException e) {
      failure = new UncheckedIOException(e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      failure = e;
    } finally {
      parts.values().forEach(Part::close);
    }
  }

  private void look() throws IOException {
    sinceStartMs = pipeline.files().sinceStartMs();
    for (Path output : pipeline.outputs()) {
      openNew(output.resolveSibling(output.getFileName() + ".parts"));
    }
    for (Part part : parts.values()) {
      part.read(chunk);
    }
  }

  private void openNew(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "part-*")) {
      for (Path file : files) {
        open(file);
      }
    } catch (NoSuchFileException | NotDirectoryException | DirectoryIteratorException e) {
      // Not there yet, or finished: parts that are open can still be read.
      return;
    }
  }

  private void open(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    Part known = parts.get(file);
    if (known != null && Optional.ofNullable(key).equals(known.key)) {
      return;
    }
    if (known != null) {
      known.read(chunk);
      known.close();
    }
    parts.put(file, new Part(file, Optional.ofNullable(key), this::heard));
  }

  private void heard(long number, byte[] array, int offset, int length) {
    line.read(array, offset, length);
    long latencyMs = sinceStartMs.orElse(0) - line.dueMs();
    latencies.recordValue(Math.min(LATENCY_MAX_MS, Math.max(0, latencyMs)));
  }

  private void tell(long nowMs) {
    seconds.accept(new Second(nowMs, latencies.getTotalCount(), latencies.copy()));
    latencies.reset();
  }

  /**
   * @throws RuntimeException that ended the reading, if anything did
   */
  public void check() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Reads the rest and tells it. */
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
    private final Optional<Object> key;
    private final FileChannel channel;
    private final LineFile.Cutter cutter;

    Part(Path file, Optional<Object> key, LineFile.Line line) throws IOException {
      this.key = key;
      channel = FileChannel.open(file);
      cutter = new LineFile.Cutter(line);
    }

    void read(byte[] chunk) throws IOException {
      ByteBuffer into = ByteBuffer.wrap(chunk);
      for (int count = channel.read(into); count > 0; count = channel.read(into.clear())) {
        cutter.add(chunk, count);
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
