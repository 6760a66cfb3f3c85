package io.maillon.cli.trials;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.link.source.Poll;
import io.maillon.link.source.Source;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file at a pace that would take for ever, {@code ratePerSecond} and ever slower
 * towards the end, until the file {@code gate} exists; then the rest as fast as it is taken.
 */
public final class TrialSource implements Source<String> {
  private static final long WAIT_NS = 2_000_000L;

  private BufferedReader lines;
  private Path gate;
  private long ratePerSecond;
  private long left;
  private long emitted;
  private double due;
  private long lastNs = System.nanoTime();

  @Override
  public Codec<String> outputCodec() {
    return Codecs.utf8();
  }

  @Override
  public void open(SourceContext context, Optional<Bytes> position) throws IOException {
    Path file = Path.of(context.options().text("file").orElseThrow());
    gate = Path.of(context.options().text("gate").orElseThrow());
    ratePerSecond = context.options().number("ratePerSecond", 5_000, 1, 1_000_000);
    try (BufferedReader all = read(file)) {
      left = all.lines().count();
    }
    lines = read(file);
    emitted = position.map(Codecs::readLong).orElse(0L);
    for (long i = 0; i < emitted; i++, left--) {
      lines.readLine();
    }
  }

  private static BufferedReader read(Path gz) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(gz), 1 << 16), StandardCharsets.US_ASCII));
  }

  @Override
  public Poll poll(SourceOutput<String> out) throws IOException {
    boolean released = Files.exists(gate);
    if (!released) {
      accrue();
    }
    while ((released || due >= 1) && !out.full()) {
      String line = lines.readLine();
      if (line == null) {
        return Poll.ENDED;
      }
      out.emit(line);
      emitted++;
      left--;
      due--;
    }
    return Poll.MORE;
  }

  /** Never more than what leaves half of the rest for later. */
  private void accrue() {
    if (due < 1) {
      LockSupport.parkNanos(WAIT_NS);
    }
    long nowNs = System.nanoTime();
    double pace = Math.min((double) ratePerSecond, left / 8.0);
    due = Math.min(due + (nowNs - lastNs) * pace / 1e9, left / 2.0);
    lastNs = nowNs;
  }

  @Override
  public Bytes position() {
    ByteOutput out = new ByteOutput(Long.BYTES);
    out.writeLong(emitted);
    return Bytes.wrap(out.array());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
