package io.maillon.link.internal.function;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;

/** A function on texts, for tests: override what matters. */
abstract class Recorded implements StageFunction<String, String> {
  @Override
  public Codec<String> inputCodec() {
    return Codecs.utf8();
  }

  @Override
  public Codec<String> outputCodec() {
    return Codecs.utf8();
  }

  @Override
  public void process(String record, StageContext<String> context) throws Exception {}
}
