package io.maillon.link.codec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.maillon.protocol.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Codecs for common types. Numbers are big-endian, so equal numbers are equal bytes. */
public final class Codecs {
  private Codecs() {}

  /** Bytes as they are, without a copy when read. */
  public static Codec<Bytes> bytes() {
    return BytesCodec.INSTANCE;
  }

  /** Text in UTF-8. */
  public static Codec<String> utf8() {
    return Utf8Codec.INSTANCE;
  }

  /** 8 bytes. */
  public static Codec<Long> longs() {
    return LongCodec.INSTANCE;
  }

  /** 8 bytes, IEEE 754. */
  public static Codec<Double> doubles() {
    return DOUBLES;
  }

  /** Protobuf messages: {@code Codecs.protobuf(Flight.parser())}. */
  public static <T extends MessageLite> Codec<T> protobuf(Parser<T> parser) {
    return new ProtobufCodec<>(parser);
  }

  /** The 8 bytes as a big-endian number. */
  public static long readLong(Bytes bytes) {
    if (bytes.length() != 8) {
      throw new IllegalArgumentException("number of " + bytes.length() + " bytes: expected 8");
    }
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (bytes.at(i) & 0xFF);
    }
    return value;
  }

  private static final Codec<Double> DOUBLES =
      longs().map(Double::longBitsToDouble, Double::doubleToRawLongBits);

  private enum BytesCodec implements Codec<Bytes> {
    INSTANCE;

    @Override
    public void encode(Bytes value, ByteOutput out) {
      out.write(value);
    }

    @Override
    public Bytes decode(Bytes bytes) {
      return bytes;
    }
  }

  private enum Utf8Codec implements Codec<String> {
    INSTANCE;

    @Override
    public void encode(String value, ByteOutput out) {
      out.writeUtf8(value);
    }

    @Override
    public String decode(Bytes bytes) {
      return bytes.utf8();
    }
  }

  private enum LongCodec implements Codec<Long> {
    INSTANCE;

    @Override
    public void encode(Long value, ByteOutput out) {
      out.writeLong(value);
    }

    @Override
    public Long decode(Bytes bytes) {
      return readLong(bytes);
    }
  }

  private record ProtobufCodec<T extends MessageLite>(Parser<T> parser) implements Codec<T> {
    @Override
    public void encode(T value, ByteOutput out) {
      int size = value.getSerializedSize();
      int at = out.reserve(size);
      try {
        value.writeTo(CodedOutputStream.newInstance(out.array(), at, size));
      } catch (IOException e) {
        throw new UncheckedIOException("array of the size that the message told is too small", e);
      }
    }

    @Override
    public T decode(Bytes bytes) {
      try {
        return parser.parseFrom(bytes.array(), bytes.offset(), bytes.length());
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalArgumentException(
            bytes.length() + " bytes are no such Protobuf message: " + e.getMessage(), e);
      }
    }
  }
}
