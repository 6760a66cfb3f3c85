package io.maillon.examples.throughput;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;

/** Emits what it gets: what is left is the cost of the links. */
public final class PassOn implements StageFunction<Bytes, Bytes> {
  @Override
  public Codec<Bytes> inputCodec() {
    return Codecs.bytes();
  }

  @Override
  public Codec<Bytes> outputCodec() {
    return Codecs.bytes();
  }

  @Override
  public void process(Bytes record, StageContext<Bytes> context) {
    context.emit(record);
  }
}
