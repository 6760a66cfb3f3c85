package io.maillon.chaos.workload;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import io.maillon.link.Options;
import io.maillon.link.codec.Codec;
import io.maillon.link.sink.FileSink;
import io.maillon.link.sink.Sink;
import io.maillon.link.sink.SinkContext;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link FileSink} whose lines also tell who wrote them and when: {@code ,epoch,nanoTime}. So the
 * file itself shows whether an owner wrote anything that counts after a newer one had begun.
 *
 * <p>Option {@code file}: its path.
 */
public final class LedgerSink implements Sink<Bytes> {
  private final FileSink file = new FileSink();

  @Override
  public Codec<Bytes> inputCodec() {
    return file.inputCodec();
  }

  @Override
  public void open(SinkContext context, Optional<Bytes> mark) throws IOException {
    context.options().allow("file");
    String path = context.options().text("file").orElse("");
    file.open(new FileContext(context, path), mark);
  }

  @Override
  public void write(Bytes record, SinkContext context) throws IOException {
    String line = record.utf8() + ',' + context.epoch() + ',' + System.nanoTime();
    file.write(Bytes.utf8(line), context);
  }

  @Override
  public Bytes flush() throws IOException {
    return file.flush();
  }

  @Override
  public void finish() throws IOException {
    file.finish();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** As a file sink sees the pipeline that a definition gave this path. */
  private record FileContext(SinkContext of, String location) implements SinkContext {
    @Override
    public PartitionId partition() {
      return of.partition();
    }

    @Override
    public int partitions() {
      return of.partitions();
    }

    @Override
    public long epoch() {
      return of.epoch();
    }

    @Override
    public Options options() {
      return new Options(partition().stage(), Map.of());
    }

    @Override
    public Bytes key() {
      return of.key();
    }

    @Override
    public PartitionId upstream() {
      return of.upstream();
    }

    @Override
    public long offset() {
      return of.offset();
    }

    @Override
    public String idempotencyKey() {
      return of.idempotencyKey();
    }

    @Override
    public Counter counter(String name) {
      return of.counter(name);
    }

    @Override
    public Meter meter(String name) {
      return of.meter(name);
    }

    @Override
    public Histogram histogram(String name) {
      return of.histogram(name);
    }
  }
}
