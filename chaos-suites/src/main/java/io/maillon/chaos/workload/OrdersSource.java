package io.maillon.chaos.workload;

import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.link.source.Poll;
import io.maillon.link.source.Source;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import java.io.IOException;
import java.util.Optional;

/**
 * The orders of a {@link Workload} as lines of text, {@code account,partition,n,amount,dueMs},
 * keyed by account. Options: those of the workload, and {@code directory}, see {@link RunFiles}.
 */
public final class OrdersSource implements Source<Bytes> {
  private final Text text = new Text();
  private Feed<Bytes> feed;

  @Override
  public Codec<Bytes> outputCodec() {
    return Codecs.bytes();
  }

  @Override
  public void open(SourceContext context, Optional<Bytes> position) throws IOException {
    int partition = context.partition().index();
    feed =
        new Feed<>(
            context,
            position,
            Draws.Stream.ORDER_ARRIVAL,
            (records, n, dueUs, out) -> emit(records, partition, n, dueUs, out));
  }

  private void emit(
      LedgerPartition records, int partition, long n, long dueUs, SourceOutput<Bytes> out) {
    int account = records.orderAccount(n);
    text.clear();
    text.number(account).comma().number(partition).comma().number(n).comma();
    text.number(records.orderAmount(n)).comma().number(dueUs / 1000);
    out.emit(Text.key(account), text.bytes());
  }

  @Override
  public Poll poll(SourceOutput<Bytes> out) {
    return feed.poll(out);
  }

  @Override
  public Bytes position() {
    return feed.position();
  }
}
