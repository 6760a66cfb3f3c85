package io.maillon.chaos.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void equalsTheSameTextHoweverItGrew() {
    Text one = Text.of("ab").append("cd").append("").append("e");
    Text other = Text.of("").append("a").append("bcde");
    assertEquals(one, other);
    assertEquals("abcde".hashCode(), one.hashCode());
    assertEquals(one.hashCode(), other.hashCode());
    assertTrue(one.matches("abcde"));
    assertEquals("\"abcde\"", one.toString());
  }

  @Test
  void differsWhereTheHashIsTheSame() {
    assertEquals("Aa".hashCode(), "BB".hashCode());
    assertNotEquals(Text.of("x").append("Aa"), Text.of("x").append("BB"));
    assertNotEquals(Text.of("Aa").append("x"), Text.of("BB").append("x"));
    assertFalse(Text.of("x").append("Aa").matches("xBB"));
    assertFalse(Text.of("x").append("Aa").matches("xA"));
  }
}
