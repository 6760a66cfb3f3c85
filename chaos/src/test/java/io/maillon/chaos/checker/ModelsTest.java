package io.maillon.chaos.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
  /** Calls of one process after the other, each {@code f argument -> result}. */
  private static Verdict oneAfterTheOther(String model, String initial, String calls) {
    List<String> lines = new ArrayList<>();
    for (String call : calls.split("; ")) {
      String[] parts = call.split(" ", 2);
      String[] values = parts[1].split(" -> ");
      lines.add("0 :invoke :" + parts[0] + " " + values[0]);
      lines.add("0 :ok :" + parts[0] + " " + values[values.length - 1]);
    }
    return LinearizabilityChecker.check(
            Histories.log(lines.toArray(String[]::new)),
            Models.named(model, Optional.ofNullable(initial)),
            Budget.DEFAULT)
        .verdict();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "register||read nil; write 1; read nil -> 1; write 2; read nil -> 2",
        "register|7|read nil -> 7",
        "register|:a|read nil -> :a",
        "register||write [1 2]; read nil -> [1 2]",
        "cas-register||write 1; cas [1 2]; read nil -> 2; cas [2 nil]; read nil -> nil",
        "cas-register|nil|cas [nil 4]; read nil -> 4",
        "cas-register|0|cas [0 4]; read nil -> 4",
        "mutex||acquire nil; release nil; acquire nil",
        "mutex|held|release nil",
        "counter||read nil -> 0; add 5; inc nil; dec nil; add -2; read nil -> 3",
        "counter|10|dec 3; inc 1; read nil -> 8",
        "key-value||get nil -> \"\"; append \"a\"; append \"b\"; get nil -> \"ab\"; put \"c\"; get nil -> \"c\"",
        "key-value|nil|get nil -> nil; append \"a\"; get nil -> \"a\"",
        "key-value|\"x\"|append \"y\"; get nil -> \"xy\"",
      })
  void allowsWhatTheObjectDoes(String model, String initial, String calls) {
    assertEquals(Verdict.VALID, oneAfterTheOther(model, initial, calls));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "register||read nil -> 1",
        "register||write 1; read nil -> nil",
        "register|0|read nil -> nil",
        "register||write 1; write 2; read nil -> 1",
        "register||write 1; read nil -> \"1\"",
        "cas-register||cas [1 2]",
        "cas-register||write 1; cas [1 2]; read nil -> 1",
        "cas-register||write 1; cas [1 2]; cas [1 2]",
        "mutex||release nil",
        "mutex||acquire nil; acquire nil",
        "mutex||acquire nil; release nil; release nil",
        "counter||read nil -> 1",
        "counter||add 5; add 5; read nil -> 5",
        "counter||inc nil; dec nil; read nil -> 1",
        "key-value||get nil -> \"a\"",
        "key-value||append \"a\"; append \"b\"; get nil -> \"ba\"",
        "key-value||append \"a\"; append \"b\"; get nil -> \"a\"",
        "key-value||append \"a\"; put \"b\"; get nil -> \"ab\"",
        "key-value|nil|get nil -> \"\"",
      })
  void refusesWhatItNeverDoes(String model, String initial, String calls) {
    assertEquals(Verdict.INVALID, oneAfterTheOther(model, initial, calls));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "register|cas [1 2]|line 1: f 'cas': expected one of read, write",
        "cas-register|add 1|line 1: f 'add': expected one of read, write, cas",
        "cas-register|cas 1|line 1: cas with value 1: expected [from to]",
        "cas-register|cas [1]|line 1: cas with value [1]: expected [from to]",
        "mutex|lock nil|line 1: f 'lock': expected one of acquire, release",
        "counter|add nil|line 1: add with value nil: expected a whole number",
        "counter|read nil|line 2: read with result nil: expected a whole number",
        "counter|inc \"a\"|line 1: inc with value \"a\": expected a whole number",
        "key-value|put 1|line 1: put with value 1: expected a string",
        "key-value|get 1|line 2: get with result 1: expected a string or nil",
        "key-value|cas [1 2]|line 1: f 'cas': expected one of get, put, append",
      })
  void saysWhichCallsItHas(String model, String call, String message) {
    HistoryException e =
        assertThrows(HistoryException.class, () -> oneAfterTheOther(model, null, call));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "regster|0|model 'regster': expected one of register, cas-register, mutex, counter, key-value",
        "register|[1|initial value '[1': expected one value, such as nil, 0 or \"text\"",
        "register|1 2|initial value '1 2': expected one value, such as nil, 0 or \"text\"",
        "mutex|7|initial value '7' of a mutex: expected free or held",
        "counter|nil|initial value 'nil' of a counter: expected a whole number",
        "key-value|1|initial value '1' of a key: expected nil or a \"text\"",
      })
  void saysHowItCanBegin(String model, String initial, String message) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Models.named(model, Optional.of(initial)));
    assertEquals(message, e.getMessage());
  }

  @Test
  void aCallThatNeverCompletedIsCheckedToo() {
    HistoryException e =
        assertThrows(
            HistoryException.class, () -> Histories.verdict("mutex", "0 :invoke :lock nil"));
    assertEquals(1, e.line());
  }
}
