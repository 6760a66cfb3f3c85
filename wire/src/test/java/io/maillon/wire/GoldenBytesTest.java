package io.maillon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The bytes that this version writes, checked in. When this is red, builds of before and after do
 * not understand each other, or a coordinator does not understand its own disk. A line may change
 * only because its record got a field (the sample then differs too); docs/protocol/wire.md has the
 * rules.
 */
class GoldenBytesTest {
  private static final long SEED = 42;

  @Test
  void frames() throws IOException {
    Map<String, String> actual = new TreeMap<>();
    for (Class<?> type : Samples.messages()) {
      byte[] frame = RawFrames.frame(Samples.full(SEED).of(type));
      actual.put(type.getSimpleName(), ByteBufUtil.hexDump(frame));
    }
    assertGolden("frames", actual);
  }

  @Test
  void framesOfBeforeAreStillRead() throws IOException {
    Map<String, String> golden = golden("frames");
    for (Class<?> type : Samples.messages()) {
      Object expected = Samples.full(SEED).of(type);
      EmbeddedChannel receiver = RawFrames.receiver(expected, WireOptions.DEFAULT);
      byte[] frame = ByteBufUtil.decodeHexDump(golden.get(type.getSimpleName()));
      receiver.writeInbound(Unpooled.wrappedBuffer(frame));
      assertEquals(expected, receiver.readInbound());
    }
  }

  @Test
  void storedValues() throws IOException {
    Map<String, String> actual = new TreeMap<>();
    StoredValues.CODECS.forEach(
        (type, codec) ->
            actual.put(
                type.getSimpleName(),
                ByteBufUtil.hexDump(StoredValues.encode(type, codec, Samples.full(SEED)))));
    assertGolden("stored-values", actual);
  }

  @Test
  void everyTypeIsDocumented() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "protocol", "wire.md"));
    for (Class<?> type : Samples.messages()) {
      byte code = RawFrames.frame(Samples.full(SEED).of(type))[RawFrames.TYPE_AT];
      String cells = String.format("| `0x%02x` | `%s` |", code, type.getSimpleName());
      assertTrue(page.contains(cells), "docs/protocol/wire.md: expected " + cells);
    }
  }

  @Test
  void preface() {
    byte[] connection = RawFrames.connection(Samples.full(SEED).of(Hello.class));
    assertEquals("4d41494c4c4f4e01", ByteBufUtil.hexDump(connection, 0, RawFrames.PREFACE_BYTES));
  }

  private static void assertGolden(String name, Map<String, String> actual) throws IOException {
    assertEquals(text(golden(name)), text(actual), name + ".txt");
  }

  private static String text(Map<String, String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach((type, hex) -> text.append(type).append(' ').append(hex).append('\n'));
    return text.toString();
  }

  private static Map<String, String> golden(String name) throws IOException {
    try (InputStream in = GoldenBytesTest.class.getResourceAsStream("/golden/" + name + ".txt")) {
      assertTrue(in != null, "golden/" + name + ".txt is there");
      Map<String, String> lines = new TreeMap<>();
      new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .forEach(line -> lines.put(line.split(" ")[0], line.split(" ")[1]));
      return lines;
    }
  }
}
