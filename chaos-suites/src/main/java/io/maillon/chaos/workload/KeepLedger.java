package io.maillon.chaos.workload;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.ValueState;
import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;

/**
 * Keeps count and sum of each account's orders. Each order goes on to the join as the k-th of its
 * account with the sum so far; at the end the state itself goes to {@link LedgerPipeline#BALANCES},
 * a line {@code account,count,sum} for each account.
 */
public final class KeepLedger implements StageFunction<Order, Bytes> {
  private final ByteOutput scratch = new ByteOutput(64);
  private final Text text = new Text();
  private ValueState<Balance> balance;

  @Override
  public Codec<Order> inputCodec() {
    return Order.CODEC;
  }

  @Override
  public Codec<Bytes> outputCodec() {
    return Codecs.bytes();
  }

  @Override
  public void open(StageContext<Bytes> context) {
    balance = context.value("balance", Balance.CODEC);
  }

  @Override
  public void process(Order order, StageContext<Bytes> context) {
    Balance now = balance.orElse(Balance.NONE).plus(order.amount());
    balance.set(now);
    scratch.truncate(0);
    JoinSide.CODEC.encode(
        new JoinSide(true, now.count(), order.partition(), order.n(), now.sum(), order.dueMs()),
        scratch);
    context.emitTo(
        LedgerPipeline.MATCH, context.key(), Bytes.wrap(scratch.array(), 0, scratch.length()));
  }

  @Override
  public void onKeyEnd(StageContext<Bytes> context) {
    Balance last = balance.orElse(Balance.NONE);
    text.clear();
    text.number(Long.parseLong(context.key().utf8())).comma();
    text.number(last.count()).comma().number(last.sum());
    context.emitTo(LedgerPipeline.BALANCES, context.key(), text.bytes());
  }
}
