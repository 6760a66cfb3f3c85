package io.maillon.examples.receipts;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import java.util.UUID;

/**
 * Stamps each record with a random UUID and the time: {@code number,uuid,time}. The number is the
 * record's offset in the source, the time milliseconds of the epoch.
 */
public final class Stamp implements StageFunction<String, String> {
  @Override
  public Codec<String> inputCodec() {
    return Codecs.utf8();
  }

  @Override
  public Codec<String> outputCodec() {
    return Codecs.utf8();
  }

  @Override
  public void process(String line, StageContext<String> context) {
    String number = Long.toString(context.offset());
    context.emit(number, number + "," + UUID.randomUUID() + "," + context.nowMs());
  }
}
