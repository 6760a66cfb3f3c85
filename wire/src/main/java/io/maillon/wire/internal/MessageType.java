package io.maillon.wire.internal;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How one type of message becomes a header and a body, and back.
 *
 * @param code type byte of its frames, for ever
 * @param family what else travels on the same connections
 * @param type record class
 * @param parser of its Protobuf header
 * @param header makes the Protobuf header
 * @param body writes the raw slices, the same ones at each call
 * @param read makes the record, taking from the body what the header names
 */
record MessageType<M, H extends MessageLite>(
    int code,
    Family family,
    Class<M> type,
    Parser<H> parser,
    Function<M, H> header,
    BiConsumer<M, BodySink> body,
    BiFunction<H, BodyReader, M> read) {

  /** A message that is all header. */
  static <M, H extends MessageLite> MessageType<M, H> plain(
      int code,
      Family family,
      Class<M> type,
      Parser<H> parser,
      Function<M, H> header,
      Function<H, M> read) {
    return new MessageType<>(
        code, family, type, parser, header, (m, sink) -> {}, (h, body) -> read.apply(h));
  }
}
