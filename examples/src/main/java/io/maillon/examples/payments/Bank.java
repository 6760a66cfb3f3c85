package io.maillon.examples.payments;

import io.maillon.link.Options;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The bank: a file of the charges that it made, {@code key,card,cents} a line, written by any
 * number of processes at once. Not part of the pipeline: what is charged is charged, whatever
 * becomes of the process that asked for it.
 *
 * <p>Each charge holds the lock of the file for one look and one write. Thread-safe; one object per
 * file, since the lock is that of the process.
 */
final class Bank {
  private static final String NO_KEY = "-";
  private static final Map<Path, Bank> BANKS = new ConcurrentHashMap<>();

  private final Path file;
  private final Set<String> keys = new HashSet<>();
  private long readBytes;

  private Bank(Path file) {
    this.file = file;
  }

  static Bank of(Path file) {
    return BANKS.computeIfAbsent(file.toAbsolutePath().normalize(), Bank::new);
  }

  /** The one that the options of a stage name: {@code bank: "file:PATH"}. */
  static Bank of(Options options) {
    String text = options.text("bank").orElse("");
    if (!text.startsWith("file:") || text.length() == "file:".length()) {
      throw new InvalidPipelineException(options.place("bank"), text, "file:PATH");
    }
    return of(Path.of(text.substring("file:".length())));
  }

  /** Charges, whether it was asked for before or not: how should the bank know? */
  void charge(String card, long cents) throws IOException {
    write(NO_KEY, card, cents);
  }

  /** Charges, unless something was charged under this key before. */
  void chargeOnce(String key, String card, long cents) throws IOException {
    write(key, card, cents);
  }

  /** The answer takes its time to come back; the money has moved by then. */
  static void awaitAnswer(long answerMs) {
    LockSupport.parkNanos(answerMs * 1_000_000);
  }

  private synchronized void write(String key, String card, long cents) throws IOException {
    Files.createDirectories(file.getParent());
    // Opened anew each time: an interrupt closes the channel of the thread that it hits.
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      readNew(channel);
      if (lock.isValid() && (key.equals(NO_KEY) || keys.add(key))) {
        String line = key + "," + card + "," + cents + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          readBytes += channel.write(bytes, readBytes);
        }
      }
    }
  }

  /** What other processes have charged; half a line of one that died is cut off. */
  private void readNew(FileChannel channel) throws IOException {
    if (channel.size() < readBytes) {
      readBytes = 0;
      keys.clear();
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - readBytes));
    int count;
    do {
      count = channel.read(bytes, readBytes + bytes.position());
    } while (count > 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    whole.lines().forEach(line -> keys.add(line.substring(0, line.indexOf(','))));
    readBytes += whole.getBytes(StandardCharsets.UTF_8).length;
    if (whole.length() < text.length()) {
      channel.truncate(readBytes);
    }
  }
}
