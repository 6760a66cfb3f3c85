package io.maillon.protocol.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.protocol.Bytes;
import org.junit.jupiter.api.Test;

/** The hash is MurmurHash3 as published; logs and state lie where it put them. */
class KeyHashTest {
  @Test
  void equalsPublishedValues() {
    assertEquals(0, KeyHash.hash(Bytes.EMPTY));
    assertEquals(0xba6bd213, KeyHash.hash(Bytes.utf8("test")));
    assertEquals(0x248bfa47, KeyHash.hash(Bytes.utf8("hello")));
    assertEquals(0xc0363e43, KeyHash.hash(Bytes.utf8("Hello, world!")));
    assertEquals(
        0x2e4ff723, KeyHash.hash(Bytes.utf8("The quick brown fox jumps over the lazy dog")));
  }

  @Test
  void looksAtTheSliceOnly() {
    byte[] array = "xxtestyy".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0xba6bd213, KeyHash.hash(Bytes.wrap(array, 2, 4)));
  }

  @Test
  void takesTheHashAsUnsigned() {
    assertEquals(0xba6bd213L % 16, KeyHash.partition(Bytes.utf8("test"), 16));
    assertEquals(0xba6bd213L % 7, KeyHash.partition(Bytes.utf8("test"), 7));
  }
}
