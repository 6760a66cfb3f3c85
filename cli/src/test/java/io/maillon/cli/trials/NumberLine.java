package io.maillon.cli.trials;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;

/** A generated record as a line of 100 bytes that begins with its offset. */
public final class NumberLine implements StageFunction<Bytes, String> {
  private static final String REST = ",".repeat(88);

  @Override
  public Codec<Bytes> inputCodec() {
    return Codecs.bytes();
  }

  @Override
  public Codec<String> outputCodec() {
    return Codecs.utf8();
  }

  @Override
  public void process(Bytes record, StageContext<String> context) {
    String number = String.format("%012d", context.offset());
    context.emit(number, number + REST);
  }
}
