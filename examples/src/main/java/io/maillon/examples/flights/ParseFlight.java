package io.maillon.examples.flights;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;

/** A line of the file becomes a delay in minutes, keyed by the airport of origin. */
public final class ParseFlight implements StageFunction<String, Integer> {
  @Override
  public Codec<String> inputCodec() {
    return Codecs.utf8();
  }

  @Override
  public Codec<Integer> outputCodec() {
    return SignedVarints.CODEC;
  }

  @Override
  public void process(String line, StageContext<Integer> context) {
    if (context.offset() == 1 && line.equals(Flight.HEADER)) {
      return;
    }
    Flight flight = parse(line, context);
    context.emit(flight.origin(), flight.delayMinutes());
  }

  private static Flight parse(String line, StageContext<Integer> context) {
    try {
      return Flight.parse(line);
    } catch (IllegalArgumentException e) {
      // The source emits one record per line, so the offset is the number of the line.
      String place = context.upstream() + " offset " + context.offset();
      throw new IllegalArgumentException(
          place + " (line " + context.offset() + "): " + e.getMessage(), e);
    }
  }
}
