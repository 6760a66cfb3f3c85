package io.maillon.chaos.cluster.check;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Uses processor, memory and disk of a node. Any thread. */
final class CheckResources {
  private static final int BYTES_PER_MEGABYTE = 1 << 20;
  private static final int PAGE_BYTES = 4096;

  private final Path directory;
  private final List<ByteBuffer> taken = new ArrayList<>();

  CheckResources(Path directory) {
    this.directory = directory;
  }

  /** Computes for that long; the share of a processor that it got, in percent. */
  long work(long forMs) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long startNs = System.nanoTime();
    long startCpuNs = threads.getCurrentThreadCpuTime();
    while (System.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(forMs)) {
      Thread.onSpinWait();
    }
    return (threads.getCurrentThreadCpuTime() - startCpuNs) * 100 / (System.nanoTime() - startNs);
  }

  /** Takes memory and never gives it back; megabytes so far. */
  synchronized int take(int megabytes) {
    for (int i = 0; i < megabytes; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES_PER_MEGABYTE);
      for (int at = 0; at < BYTES_PER_MEGABYTE; at += PAGE_BYTES) {
        buffer.put(at, (byte) 1);
      }
      taken.add(buffer);
    }
    return taken.size();
  }

  /** Writes a file anew; how long it took, in ms. */
  long write(String name, int bytes, boolean sync) throws IOException {
    long startNs = System.nanoTime();
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
      file.setLength(0);
      file.write(new byte[bytes]);
      if (sync) {
        file.getChannel().force(true);
      }
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }

  /** Bytes in a file, -1 = there is none. */
  long size(String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.exists(file) ? Files.size(file) : -1;
  }
}
