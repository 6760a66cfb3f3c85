package io.maillon.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class BytesTest {
  private final byte[] array = {9, 1, 2, 3, 9};

  @Test
  void equalsByContentWhereverItLies() {
    Bytes slice = Bytes.wrap(array, 1, 3);
    Bytes whole = Bytes.wrap(new byte[] {1, 2, 3});
    assertEquals(whole, slice);
    assertEquals(whole.hashCode(), slice.hashCode());
    assertEquals(0, whole.compareTo(slice));
    assertNotEquals(whole, Bytes.wrap(array));
  }

  @Test
  void refusesSlicesOutsideTheArray() {
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array, 3, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array, -1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array, 1, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array, 1, Integer.MAX_VALUE));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array, Integer.MAX_VALUE, 1));
  }

  @Test
  void aSliceNeverReachesBeyondItsParent() {
    Bytes parent = Bytes.wrap(array, 1, 3);
    assertEquals(Bytes.wrap(new byte[] {2, 3}), parent.slice(1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> parent.slice(-1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> parent.slice(2, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> parent.slice(1, Integer.MAX_VALUE));
  }

  @Test
  void ordersUnsignedAndShorterFirst() {
    assertTrue(Bytes.utf8("a").compareTo(Bytes.utf8("ab")) < 0);
    assertTrue(Bytes.wrap(new byte[] {(byte) 0x80}).compareTo(Bytes.wrap(new byte[] {1})) > 0);
  }

  @Test
  void compactCopiesOutOfALargeFrameOnly() {
    Bytes half = Bytes.wrap(new byte[10], 0, 5);
    assertSame(half, half.compact());
    Bytes small = Bytes.wrap(new byte[100], 7, 3);
    assertNotSame(small, small.compact());
    assertEquals(small, small.compact());
    assertEquals(3, small.compact().array().length);
  }

  @Test
  void leavesPayloadsOutOfText() {
    assertEquals("6 bytes", Bytes.utf8("secret").toString());
    assertEquals("secret", Bytes.utf8("secret").utf8());
    assertSame(Bytes.EMPTY, Bytes.wrap(array, 2, 0));
  }

  @Test
  void givesReadOnlyViewsOfItself() {
    Bytes slice = Bytes.wrap(array, 1, 3);
    assertEquals(3, slice.asBuffer().remaining());
    assertEquals(1, slice.asBuffer().get(0));
    assertThrows(ReadOnlyBufferException.class, () -> slice.asBuffer().put((byte) 0));
    assertArrayEquals(new byte[] {1, 2, 3}, slice.toArray());
    assertEquals(2, slice.at(1));
  }
}
