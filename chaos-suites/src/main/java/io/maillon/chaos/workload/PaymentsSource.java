package io.maillon.chaos.workload;

import io.maillon.link.codec.Codec;
import io.maillon.link.source.Poll;
import io.maillon.link.source.Source;
import io.maillon.link.source.SourceContext;
import io.maillon.link.source.SourceOutput;
import io.maillon.protocol.Bytes;
import java.io.IOException;
import java.util.Optional;

/**
 * The payments of a {@link Workload}, keyed by account. Options: those of the workload, and {@code
 * directory}, see {@link RunFiles}. It must have as many partitions as the orders.
 */
public final class PaymentsSource implements Source<JoinSide> {
  private Feed<JoinSide> feed;

  @Override
  public Codec<JoinSide> outputCodec() {
    return JoinSide.CODEC;
  }

  @Override
  public void open(SourceContext context, Optional<Bytes> position) throws IOException {
    int partition = context.partition().index();
    feed =
        new Feed<>(
            context,
            position,
            Draws.Stream.PAYMENT_ARRIVAL,
            (records, n, dueUs, out) ->
                out.emit(
                    Text.key(records.paymentAccount(n)),
                    JoinSide.payment(partition, n, records.paymentAmount(n), dueUs / 1000)));
  }

  @Override
  public Poll poll(SourceOutput<JoinSide> out) {
    return feed.poll(out);
  }

  @Override
  public Bytes position() {
    return feed.position();
  }
}
