package io.maillon.wire.internal;

import io.maillon.wire.MalformedFrameException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The table of all message types, by class and by type byte. */
final class MessageTypes {
  private static final MessageType<?, ?>[] BY_CODE = new MessageType<?, ?>[1 << Byte.SIZE];
  private static final Map<Class<?>, MessageType<?, ?>> BY_CLASS = new HashMap<>();

  static {
    Stream.of(
            HandshakeTypes.ALL,
            ChannelTypes.ALL,
            LogTypes.ALL,
            InstanceTypes.ALL,
            OperatorTypes.ALL,
            ValueTypes.ALL)
        .flatMap(List::stream)
        .forEach(MessageTypes::add);
  }

  private MessageTypes() {}

  private static void add(MessageType<?, ?> type) {
    if (BY_CODE[type.code()] != null || BY_CLASS.put(type.type(), type) != null) {
      throw new IllegalStateException("message type " + type.code() + " is there twice");
    }
    BY_CODE[type.code()] = type;
  }

  static boolean knows(Object message) {
    return BY_CLASS.containsKey(message.getClass());
  }

  @SuppressWarnings("unchecked") // add() pairs each class with the type that was made for it
  static <M> MessageType<M, ?> of(M message) {
    return (MessageType<M, ?>) BY_CLASS.get(message.getClass());
  }

  /** Refuses what is unknown, and what does not belong on this connection now. */
  static MessageType<?, ?> of(byte code, Family family) {
    MessageType<?, ?> type = BY_CODE[code & 0xFF];
    if (type == null || type.family() != family) {
      throw new MalformedFrameException(
          "frame type",
          String.format("0x%02x", code),
          type == null
              ? "a type that this build knows, of the family " + family
              : "the family " + family + ", found " + type.type().getSimpleName());
    }
    return type;
  }
}
