package io.maillon.link.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.StringValue;
import io.maillon.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a codec wrote it reads back; numbers and text lie in the bytes as documented. */
class CodecsTest {
  private static <T> Bytes encode(Codec<T> codec, T value) {
    ByteOutput out = new ByteOutput(1);
    out.writeByte(0x7E); // a codec must write after what is there
    codec.encode(value, out);
    assertEquals(0x7E, out.array()[0]);
    return out.copy(1, out.length() - 1);
  }

  private static <T> void comesBack(Codec<T> codec, T value) {
    assertEquals(value, codec.decode(encode(codec, value)));
  }

  @Test
  void comeBack() {
    comesBack(Codecs.bytes(), Bytes.utf8("raw"));
    comesBack(Codecs.bytes(), Bytes.EMPTY);
    for (long value : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      comesBack(Codecs.longs(), value);
    }
    comesBack(Codecs.doubles(), -0.1);
    comesBack(Codecs.protobuf(StringValue.parser()), StringValue.of("a message"));
    comesBack(Codecs.utf8().map(Integer::parseInt, String::valueOf), 42);
  }

  @Test
  void textIsUtf8() {
    for (String text :
        List.of(
            "", "plain", "Zürich", "東京", "a\u0000b\u007F\u0080\u07FF\u0800\uFFFF", "😀 mix é")) {
      assertArrayEquals(
          text.getBytes(StandardCharsets.UTF_8), encode(Codecs.utf8(), text).toArray(), text);
      comesBack(Codecs.utf8(), text);
    }
    assertEquals("a?b", encode(Codecs.utf8(), "a\uD83Db").utf8());
  }

  @Test
  void numbersAreBigEndian() {
    assertEquals(
        Bytes.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
        encode(Codecs.longs(), 0x0102030405060708L));
    ByteOutput out = new ByteOutput(0);
    out.writeVarLong(300);
    assertEquals(Bytes.wrap(new byte[] {(byte) 0xAC, 2}), out.copy());
  }

  @Test
  void wrongBytesAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Codecs.longs().decode(Bytes.utf8("four")));
    assertEquals("number of 4 bytes: expected 8", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Codecs.protobuf(StringValue.parser()).decode(Bytes.utf8("no such message")));
    assertTrue(e.getMessage().startsWith("15 bytes are no such Protobuf message"), e::getMessage);
  }
}
