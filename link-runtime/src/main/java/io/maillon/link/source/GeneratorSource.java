package io.maillon.link.source;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;
import java.util.Optional;

/**
 * Made-up records for measurements: {@code generate:}. Each begins with the time of its emission
 * ({@link System#nanoTime()}, 8 bytes, comparable among the processes of one host), then its number
 * in the partition from 0 (8 bytes), then zeros.
 *
 * <p>Options: {@code count} of records, shared by the partitions (endless); {@code sizeBytes} of a
 * record, 16 or more (100); {@code ratePerSecond} of the stage (0 = as fast as they are taken);
 * {@code keys}: how many keys are used in turn, {@code "0"}, {@code "1"}, … (0 = no key).
 *
 * <p>The position is the count of records. Records made again after a recovery carry a new time.
 */
public final class GeneratorSource implements Source<Bytes> {
  private static final int KEYS_MAX = 1_000_000;

  private final ByteOutput scratch = new ByteOutput(100);
  private long count;
  private long made;
  private SourceClock clock;
  private Pace pace;
  private Bytes[] keys;

  @Override
  public Codec<Bytes> outputCodec() {
    return Codecs.bytes();
  }

  @Override
  public void open(SourceContext context, Optional<Bytes> position) {
    context.options().allow("count", "sizeBytes", "ratePerSecond", "keys");
    long all = context.options().number("count", Long.MAX_VALUE, 0, Long.MAX_VALUE);
    int partitions = context.partitions();
    count = all / partitions + (context.partition().index() < all % partitions ? 1 : 0);
    scratch.reserve((int) context.options().number("sizeBytes", 100, 16, 8 << 20));
    clock = context.clock();
    pace =
        new Pace(
            context.options().number("ratePerSecond", 0, 0, 1_000_000_000L), partitions, clock);
    keys = new Bytes[(int) context.options().number("keys", 0, 0, KEYS_MAX)];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Bytes.utf8(Integer.toString(i));
    }
    made = position.map(Codecs::readLong).orElse(0L);
  }

  @Override
  public Poll poll(SourceOutput<Bytes> out) {
    long due = pace.awaitDue();
    for (; due > 0 && made < count && !out.full(); due--) {
      out.emit(keys.length == 0 ? Bytes.EMPTY : keys[(int) (made % keys.length)], next());
      pace.emitted();
    }
    if (made == count) {
      return Poll.ENDED;
    }
    return due > 0 ? Poll.MORE : Poll.idle(pace.nextMs());
  }

  @Override
  public Bytes position() {
    ByteOutput out = new ByteOutput(8);
    out.writeLong(made);
    return Bytes.wrap(out.array());
  }

  private Bytes next() {
    int size = scratch.length();
    scratch.truncate(0);
    scratch.writeLong(clock.nowNs());
    scratch.writeLong(made++);
    scratch.reserve(size - 16);
    return Bytes.wrap(scratch.array(), 0, size);
  }
}
