package io.maillon.examples.payments;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.link.source.Poll;
import io.maillon.link.source.Source;
import io.maillon.link.source.SourceClock;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.util.Optional;

/**
 * Charges that come in over time, the same ones in every run: options {@code count} (20000) and
 * {@code ratePerSecond} (1000). One partition; the position is the number of charges emitted.
 */
public final class Charges implements Source<String> {
  private static final long WAIT_NS = 1_000_000;

  private SourceClock clock;
  private long openedNs;
  private long count;
  private long ratePerSecond;
  private long first;
  private long next;

  @Override
  public Codec<String> outputCodec() {
    return Codecs.utf8();
  }

  @Override
  public void open(SourceContext context, Optional<Bytes> position) {
    context.options().allow("count", "ratePerSecond");
    if (context.partitions() != 1) {
      throw new InvalidPipelineException(
          "stages." + context.partition().stage() + ".partitions",
          Integer.toString(context.partitions()),
          "1");
    }
    count = context.options().number("count", 20_000, 0, 1_000_000_000L);
    ratePerSecond = context.options().number("ratePerSecond", 1_000, 1, 1_000_000);
    clock = context.clock();
    openedNs = clock.nowNs();
    first = position.map(Codecs::readLong).orElse(0L);
    next = first;
  }

  @Override
  public Poll poll(SourceOutput<String> out) {
    if (due() <= next) {
      clock.await(WAIT_NS);
    }
    long due = Math.min(count, due());
    for (; next < due && !out.full(); next++) {
      out.emit(Charge.of(next).line());
    }
    return next == count ? Poll.ENDED : Poll.MORE;
  }

  private long due() {
    return first + (long) ((clock.nowNs() - openedNs) / 1e9 * ratePerSecond);
  }

  @Override
  public Bytes position() {
    ByteOutput out = new ByteOutput(Long.BYTES);
    out.writeLong(next);
    return Bytes.wrap(out.array());
  }
}
