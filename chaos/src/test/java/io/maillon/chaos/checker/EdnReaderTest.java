package io.maillon.chaos.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdnReaderTest {
  @Test
  void readsEveryKindOfValue() {
    assertNull(EdnReader.parse("nil"));
    assertEquals(true, EdnReader.parse("true"));
    assertEquals(-7L, EdnReader.parse(" -7 "));
    assertEquals(7L, EdnReader.parse("+7N"));
    assertEquals(new BigInteger("123456789012345678901"), EdnReader.parse("123456789012345678901"));
    assertEquals(1.5, EdnReader.parse("1.5"));
    assertEquals(1500.0, EdnReader.parse("1.5e3M"));
    assertEquals(new Word(":timed-out"), EdnReader.parse(":timed-out"));
    assertEquals(new Word("jepsen.etcd/read"), EdnReader.parse("jepsen.etcd/read"));
    assertEquals(new Word("1/2"), EdnReader.parse("1/2"));
    assertEquals(new Word("##Inf"), EdnReader.parse("##Inf"));
    assertEquals("a\"b\\\n\u00e9", EdnReader.parse("\"a\\\"b\\\\\\n\\u00e9\""));
    assertEquals("x", EdnReader.parse("\\x"));
    assertEquals(Arrays.asList(1L, null, List.of("a")), EdnReader.parse("[1, nil (\"a\")]"));
    assertEquals(
        Map.of(new Word(":a"), Map.of(), "b", Set.of(1L)), EdnReader.parse("{:a {} \"b\" #{1}}"));
  }

  @Test
  void dropsTagsMetadataCommentsAndWhatIsDiscarded() {
    assertEquals(
        Map.of(new Word(":f"), 1L), EdnReader.parse("#jepsen.history.Op{:f #inst 1 #_ :not}"));
    assertEquals(List.of(1L), EdnReader.parse("^{:a 1} [1]"));
    EdnReader reader = new EdnReader(List.of("[1 ; one", "#_ [2]", "3]").iterator());
    assertEquals(List.of(1L, 3L), reader.read());
  }

  @Test
  void stringsMayGoOverLines() {
    assertEquals("a\nb", new EdnReader(List.of("\"a", "b\"").iterator()).read());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1 2|line 1: the end: expected ']'",
        "{:a 1 :b}|line 1: '}': expected a value",
        "{:a 1 :a 2}|line 1: '2}': expected the key :a once",
        "]|line 1: ']': expected a value",
        "\"abc|line 1: the end: expected '\"' at the end of a string",
        "1x|line 1: '1x': expected a number",
        "1 2|line 1: '2': expected the end after one value",
        "#<Object 1>|line 1: '#<Object 1>': expected a tag and a value",
      })
  void saysWhereAndWhatWasExpected(String text, String message) {
    HistoryException e = assertThrows(HistoryException.class, () -> EdnReader.parse(text));
    assertEquals(message, e.getMessage());
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    HistoryException e =
        assertThrows(HistoryException.class, () -> EdnReader.parse("[".repeat(100_000)));
    assertEquals(1, e.line());
  }
}
