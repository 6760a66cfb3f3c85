package io.maillon.chaos.simulated;

import io.maillon.chaos.simulation.Office;
import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.link.source.Poll;
import io.maillon.link.source.Source;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import java.util.Optional;

/**
 * The first records of a user's source, at the pace of the world instead of its own.
 *
 * <p>Its position is the number of records emitted (8 bytes), then the position of the source.
 */
final class BoundedSource<O> implements Source<O> {
  /** Some polls of a source with a pace of its own only let time pass. */
  private static final int POLLS_MAX = 16;

  private final Source<O> source;
  private final Office office;
  private final SimulatedTime time = new SimulatedTime();
  private long emitted;

  BoundedSource(Source<O> source, Office office) {
    this.source = source;
    this.office = office;
  }

  @Override
  public Codec<O> outputCodec() {
    return source.outputCodec();
  }

  @Override
  public void open(SourceContext context, Optional<Bytes> position) throws Exception {
    emitted = position.map(p -> Codecs.readLong(p.slice(0, Long.BYTES))).orElse(0L);
    source.open(
        new SourceContext(
            context.partition(), context.partitions(), context.location(), context.options(), time),
        position.map(p -> p.slice(Long.BYTES, p.length() - Long.BYTES)));
  }

  @Override
  public Poll poll(SourceOutput<O> out) throws Exception {
    long until = Math.min(office.records(), emitted + office.burst());
    boolean ended = false;
    for (int i = 0; i < POLLS_MAX && emitted < until && !ended; i++) {
      Poll poll = source.poll(new Limited(out, until));
      time.await(poll.waitMs() * 1_000_000);
      ended = poll.ended();
    }
    return ended || emitted == office.records() ? Poll.ENDED : Poll.MORE;
  }

  @Override
  public Bytes position() {
    Bytes own = source.position();
    ByteOutput out = new ByteOutput(Long.BYTES + own.length());
    out.writeLong(emitted);
    out.write(own);
    return Bytes.wrap(out.array());
  }

  @Override
  public void close() throws Exception {
    source.close();
  }

  /** Full when enough was emitted. What comes all the same is passed on, up to the last record. */
  private final class Limited implements SourceOutput<O> {
    private final SourceOutput<O> out;
    private final long until;

    Limited(SourceOutput<O> out, long until) {
      this.out = out;
      this.until = until;
    }

    @Override
    public void emit(Bytes key, O record) {
      if (emitted < office.records()) {
        emitted++;
        out.emit(key, record);
      }
    }

    @Override
    public boolean full() {
      return emitted >= until || out.full();
    }
  }
}
