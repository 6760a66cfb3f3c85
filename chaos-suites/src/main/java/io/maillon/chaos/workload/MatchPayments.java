package io.maillon.chaos.workload;

import io.maillon.link.MapState;
import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.ValueState;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;

/**
 * Joins the k-th order of an account with its k-th payment; whichever comes first waits in state.
 * Each pair goes out as a line, see {@link LedgerLine}.
 */
public final class MatchPayments implements StageFunction<JoinSide, Bytes> {
  private final Text text = new Text();
  private ValueState<Long> payments;
  private MapState<Long, JoinSide> waiting;

  @Override
  public Codec<JoinSide> inputCodec() {
    return JoinSide.CODEC;
  }

  @Override
  public Codec<Bytes> outputCodec() {
    return Codecs.bytes();
  }

  @Override
  public void open(StageContext<Bytes> context) {
    payments = context.value("payments", Codecs.longs());
    waiting = context.map("waiting", Codecs.longs(), JoinSide.CODEC);
  }

  @Override
  public void process(JoinSide side, StageContext<Bytes> context) {
    long k = side.order() ? side.k() : payments.orElse(0L) + 1;
    if (!side.order()) {
      payments.set(k);
    }
    JoinSide other = waiting.orElse(k, null);
    if (other == null) {
      waiting.put(k, side);
    } else if (other.order() == side.order()) {
      throw new IllegalStateException(
          "account " + context.key().utf8() + ", number " + k + ": " + side + " after " + other);
    } else {
      waiting.remove(k);
      emit(k, side.order() ? side : other, side.order() ? other : side, context);
    }
  }

  private void emit(long k, JoinSide order, JoinSide payment, StageContext<Bytes> context) {
    text.clear();
    text.number(Long.parseLong(context.key().utf8())).comma().number(k).comma();
    text.number(order.value()).comma().number(payment.value()).comma();
    text.number(order.partition()).comma().number(order.n()).comma();
    text.number(payment.partition()).comma().number(payment.n()).comma();
    text.number(Math.max(order.dueMs(), payment.dueMs()));
    context.emit(text.bytes());
  }
}
