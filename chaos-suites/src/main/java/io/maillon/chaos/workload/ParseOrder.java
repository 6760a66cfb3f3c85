package io.maillon.chaos.workload;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;

/** Reads the lines of {@link OrdersSource}; the key stays the account. */
public final class ParseOrder implements StageFunction<Bytes, Order> {
  private final Fields fields = new Fields(5);

  @Override
  public Codec<Bytes> inputCodec() {
    return Codecs.bytes();
  }

  @Override
  public Codec<Order> outputCodec() {
    return Order.CODEC;
  }

  @Override
  public void process(Bytes line, StageContext<Order> context) {
    fields.read(line.array(), line.offset(), line.length());
    context.emit(
        new Order((int) fields.value(1), fields.value(2), fields.value(3), fields.value(4)));
  }
}
