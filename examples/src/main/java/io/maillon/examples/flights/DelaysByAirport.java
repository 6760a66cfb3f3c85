package io.maillon.examples.flights;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.ValueState;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;

/** For each flight a line {@code origin,count,mean,p95} over all flights of its origin so far. */
public final class DelaysByAirport implements StageFunction<Integer, String> {
  private ValueState<Delays> state;

  @Override
  public Codec<Integer> inputCodec() {
    return SignedVarints.CODEC;
  }

  @Override
  public Codec<String> outputCodec() {
    return Codecs.utf8();
  }

  @Override
  public void open(StageContext<String> context) {
    state = context.value("delays", Delays.CODEC);
  }

  @Override
  public void process(Integer delayMinutes, StageContext<String> context) {
    Delays delays = state.get().orElseGet(Delays::new);
    delays.add(delayMinutes);
    state.set(delays);
    context.emit(delays.line(context.key().utf8()));
  }
}
