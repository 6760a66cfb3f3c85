package io.maillon.protocol.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordFormatTest {
  @Test
  void writesLengthsInSevenBitGroups() {
    byte[] out = new byte[RecordFormat.LENGTH_BYTES_MAX];
    assertEquals(1, RecordFormat.putLength(out, 0, 0));
    assertEquals(1, RecordFormat.putLength(out, 0, 127));
    assertEquals(2, RecordFormat.putLength(out, 0, 128));
    assertEquals((byte) 0x80, out[0]);
    assertEquals(1, out[1]);
    assertEquals(5, RecordFormat.putLength(out, 0, Integer.MAX_VALUE));
  }

  @Test
  void readsBackWhateverWasWritten() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      List<Bytes> parts = new ArrayList<>();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int records = random.nextInt(6);
      for (int i = 0; i < 2 * records; i++) {
        parts.add(part(random, out));
      }
      byte[] framed = new byte[out.size() + 20];
      System.arraycopy(out.toByteArray(), 0, framed, 10, out.size());
      RecordFormat.Reader reader = new RecordFormat.Reader(Bytes.wrap(framed, 10, out.size()));
      for (int i = 0; i < records; i++) {
        assertTrue(reader.next());
        assertEquals(parts.get(2 * i), reader.key());
        assertEquals(parts.get(2 * i + 1), reader.payload());
      }
      assertFalse(reader.next());
    }
  }

  @Test
  void anyOtherBytesAreRefusedAndNeverReadBeyondTheBatch() {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(24)];
      random.nextBytes(bytes);
      int from = random.nextInt(bytes.length);
      Bytes batch = Bytes.wrap(bytes, from, random.nextInt(bytes.length - from + 1));
      RecordFormat.Reader reader = new RecordFormat.Reader(batch);
      int last = batch.offset();
      try {
        while (reader.next()) {
          int end = reader.payload().isEmpty() ? last : endOf(reader.payload());
          assertTrue(end >= last && end <= batch.offset() + batch.length());
          last = end;
        }
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().contains("record length"), e.getMessage());
      }
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals("batch ends inside a record length", refusal(0x80));
    assertEquals("record length 5 with 1 bytes left in the batch", refusal(5, 1));
    assertEquals("batch ends inside a record length", refusal(0));
    assertEquals("record length longer than 32 bits", refusal(0x80, 0x80, 0x80, 0x80, 0x80, 0x01));
  }

  @Test
  void lengthsThatWrapAroundAreRefused() {
    assertEquals("record length longer than 32 bits", refusal(0x80, 0x80, 0x80, 0x80, 0x10, 0));
    assertEquals(
        "record length -1 with 0 bytes left in the batch", refusal(0xFF, 0xFF, 0xFF, 0xFF, 0x0F));
  }

  private static Bytes part(Random random, ByteArrayOutputStream out) {
    byte[] part = new byte[random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(3)];
    random.nextBytes(part);
    byte[] length = new byte[RecordFormat.LENGTH_BYTES_MAX];
    out.write(length, 0, RecordFormat.putLength(length, 0, part.length));
    out.write(part, 0, part.length);
    return Bytes.wrap(part);
  }

  private static int endOf(Bytes slice) {
    return slice.offset() + slice.length();
  }

  private static String refusal(int... bytes) {
    byte[] batch = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      batch[i] = (byte) bytes[i];
    }
    RecordFormat.Reader reader = new RecordFormat.Reader(Bytes.wrap(batch));
    return assertThrows(IllegalArgumentException.class, reader::next).getMessage();
  }
}
