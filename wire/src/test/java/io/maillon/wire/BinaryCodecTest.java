package io.maillon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinaryCodecTest {
  private static final long[] NUMBERS = {
    0, 1, -1, 63, 64, -65, Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE
  };

  @Test
  void everyStoredValueComesOutAsItWentIn() {
    StoredValues.CODECS.forEach(
        (type, codec) -> {
          for (int seed = 0; seed < 200; seed++) {
            byte[] bytes = StoredValues.encode(type, codec, Samples.any(seed));
            assertEquals(Samples.any(seed).of(type), codec.decode(bytes), type + " seed " + seed);
          }
        });
  }

  @Test
  void primitives() {
    BinaryWriter out = new BinaryWriter();
    out.putVersion(300);
    for (long number : NUMBERS) {
      out.putLong(number);
      out.putInt((int) number);
    }
    out.putBoolean(true);
    out.putString("é漢😀");
    out.putBytes(Bytes.utf8("xabcx").slice(1, 3));
    out.putOptional(Optional.empty(), BinaryCodecs.STRING);
    out.putOptional(Optional.of("here"), BinaryCodecs.STRING);
    out.putList(List.of(1L, 2L), BinaryCodecs.LONG);

    BinaryReader in = new BinaryReader(out.toByteArray());
    assertEquals(300, in.getVersion(300));
    for (long number : NUMBERS) {
      assertEquals(number, in.getLong());
      assertEquals((int) number, in.getInt());
    }
    assertTrue(in.getBoolean());
    assertEquals("é漢😀", in.getString());
    assertEquals(Bytes.utf8("abc"), in.getBytes());
    assertFalse(in.getOptional(BinaryCodecs.STRING).isPresent());
    assertEquals(Optional.of("here"), in.getOptional(BinaryCodecs.STRING));
    assertEquals(List.of(1L, 2L), in.getList(BinaryCodecs.LONG));
    in.expectEnd();
  }

  @Test
  void newerVersionIsRefused() {
    BinaryWriter out = new BinaryWriter();
    out.putVersion(2);
    MalformedFrameException e =
        assertThrows(
            MalformedFrameException.class, () -> new BinaryReader(out.toByteArray()).getVersion(1));
    assertEquals(
        "byte 1: version: '2': expected 1 at the most: a newer build wrote this", e.getMessage());
  }

  @Test
  void lengthsAreHeldAgainstWhatIsLeft() {
    byte[] huge = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07, 1, 2};
    assertMalformed(() -> new BinaryReader(huge).getBytes());
    assertMalformed(() -> new BinaryReader(huge).getString());
    assertMalformed(() -> new BinaryReader(huge).getList(BinaryCodecs.INT));
    assertMalformed(() -> new BinaryReader(new byte[0]).getLong());
    assertMalformed(() -> new BinaryReader(new byte[0]).getBoolean());
    assertMalformed(() -> new BinaryReader(new byte[] {2}).getBoolean());
    assertMalformed(() -> new BinaryReader(new byte[] {1, (byte) 0xC3}).getString());
    byte[] long64 = BinaryCodecs.LONG.encode(1L << 40);
    assertMalformed(() -> new BinaryReader(long64).getInt());
  }

  @Test
  void bytesBehindAValueAreRefused() {
    byte[] bytes = BinaryCodecs.PARTITION_ID.encode(new PartitionId("delays", 3));
    assertMalformed(
        () -> BinaryCodecs.PARTITION_ID.decode(java.util.Arrays.copyOf(bytes, bytes.length + 1)));
  }

  @Test
  void mutatedValuesEndInOneKindOfException() {
    Random random = new Random(0x5E55);
    StoredValues.CODECS.forEach(
        (type, codec) -> {
          for (int round = 0; round < 1000; round++) {
            byte[] bytes = StoredValues.encode(type, codec, Samples.any(random.nextInt()));
            Mutations.mutate(bytes, random);
            try {
              codec.decode(bytes);
            } catch (MalformedFrameException expected) {
              assertFalse(expected.getMessage().isEmpty());
            }
          }
        });
  }

  private static void assertMalformed(org.junit.jupiter.api.function.Executable action) {
    assertThrows(MalformedFrameException.class, action);
  }
}
