package io.maillon.chaos.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFormatsTest {
  private static final String INVOKE = "{:process 0, :type :invoke, :f :cas, :value [1 2]}";
  private static final String OK = "{:process 0, :type :ok, :f :cas, :value [1 2]}";

  private static final Call CAS =
      new Call(
          0,
          "cas",
          Optional.empty(),
          List.of(1L, 2L),
          List.of(1L, 2L),
          Call.Outcome.OK,
          0,
          1,
          1,
          2);

  @Test
  void oneOperationALineIsTheSameInEveryForm() {
    assertEquals(List.of(CAS), Histories.edn(false, INVOKE, OK).calls());
    assertEquals(List.of(CAS), Histories.edn(false, "[" + INVOKE, OK + "]").calls());
    assertEquals(List.of(CAS), Histories.edn(false, "(" + INVOKE, OK + ")").calls());
    assertEquals(
        List.of(CAS),
        Histories.log(
                "INFO  jepsen.util - 0\t:invoke\t:cas\t[1 2]",
                "INFO  jepsen.util - 0\t:ok\t:cas\t[1 2]")
            .calls());
  }

  @Test
  void readsWhatJepsenWrites() {
    History history =
        Histories.edn(
            false,
            "; from store/latest",
            "#jepsen.history.DenseHistory [",
            "#jepsen.history.Op{:index 0, :time 3291485317, :type :invoke, :process 0,",
            "                   :f :write, :value 1}",
            "{:type :info, :f :start, :process :nemesis, :time 1, :value {\"n1\" #{\"n2\"}}}",
            "#knossos.op.Info{:type :info, :f :write, :process 0, :value 1,",
            "  :error [:timeout \"no \\\"answer\\\"\"], :exception {:via [{:type a.b.C}]}}",
            "]");
    assertEquals(2, history.operations());
    assertEquals(1, history.nemesisOperations());
    assertEquals(1, history.count(Call.Outcome.UNKNOWN));
    Call write = history.calls().get(0);
    assertEquals(List.of(3, 6), List.of(write.invokedLine(), write.completedLine()));
  }

  @Test
  void readsLogLinesOfOldAndNewJepsen() {
    History history =
        Histories.log(
            "INFO  jepsen.util - 3\t:invoke\t:read\tnil",
            "",
            "INFO  jepsen.util - :nemesis\t:info\t:start\t[:isolated {\"n1\" #{}}]",
            "2018-06-07 11:48:13,018{GMT}\tINFO\t[worker 3] jepsen.util: 3\t:ok\t:read\t4",
            "INFO [2018-06-07 11:48:13,018] jepsen worker 4 - jepsen.util 4\t:invoke\t:cas\t[1 2]",
            "4\t:fail\t:cas\t[1 2]\t:value-mismatch");
    assertEquals(4, history.operations());
    assertEquals(1, history.nemesisOperations());
    assertEquals(4L, history.calls().get(0).result());
    assertEquals(1, history.count(Call.Outcome.FAILED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INFO  jepsen.core - Running worker 0|line 1: 'INFO  jepsen.core - Running worker 0': %EXPECTED%",
        "INFO  jepsen.util - |line 1: 'INFO  jepsen.util -': %EXPECTED%",
        "0 :invoke :read|line 1: '0 :invoke :read': no value, %EXPECTED%",
        "0 :invoke :read nil nil|line 1: '0 :invoke :read nil nil': %EXPECTED%",
        "0 :invoke :cas [1|line 1: the end: expected ']'",
        "0 :began :read nil|line 1: type :began: expected one of invoke, ok, fail, info",
        ":client :invoke :read nil|line 1: process :client: expected a whole number from 0, or nemesis",
        "0 :invoke 7 nil|line 1: f 7: expected the name of a function",
      })
  void refusesLinesThatAreNoOperation(String line, String message) {
    HistoryException e = assertThrows(HistoryException.class, () -> Histories.log(line));
    assertEquals(
        message.replace(
            "%EXPECTED%",
            "expected 'INFO  jepsen.util - PROCESS :TYPE :F VALUE' and no other lines"),
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7|line 3: expected an operation, {:process 0, :type :invoke, …}",
        "{:process 0}|line 3: expected a field 'type', found {process=0}",
        "{:process -1, :type :ok, :f :read}|line 3: process -1: expected a whole number from 0, or nemesis",
        "[|line 3: the end: expected a value",
        "{:process 0, :type :ok, :f :read|line 3: the end: expected a value",
        "}|line 3: '}': expected a value",
      })
  void refusesEdnThatIsNoOperation(String line, String message) {
    HistoryException e =
        assertThrows(HistoryException.class, () -> Histories.edn(false, INVOKE, OK, line));
    assertEquals(message, e.getMessage());
  }

  @Test
  void completionsFollowTheirInvocations() {
    refuses(
        "line 1: process 0 completes with ok read: expected an invocation of this process before it",
        "0 :ok :read 1");
    refuses(
        "line 3: process 0 completes with info read: expected an invocation of this process before it",
        "0 :invoke :read nil",
        "0 :fail :read nil",
        "0 :info :read nil");
    refuses(
        "line 2: process 0 invokes write: expected the completion of its read of line 1 first",
        "0 :invoke :read nil",
        "0 :invoke :write 1");
    refuses(
        "line 2: process 0 completes with ok write: expected the completion of its read of line 1",
        "0 :invoke :read nil",
        "0 :ok :write 1");
  }

  private static void refuses(String message, String... lines) {
    HistoryException e = assertThrows(HistoryException.class, () -> Histories.log(lines));
    assertEquals(message, e.getMessage());
  }

  @Test
  void independentKeysComeInTuples() {
    History history =
        Histories.edn(
            true,
            "{:process 0, :type :invoke, :f :read, :value [\"k\" nil]}",
            "{:process 1, :type :invoke, :f :write, :value [7 1]}",
            "{:process 0, :type :ok, :f :read, :value #jepsen.independent.Tuple[\"k\" 3]}",
            "{:process 1, :type :info, :f :write, :value :timed-out}");
    assertEquals(
        List.of(Optional.of("k"), Optional.of(7L)),
        history.calls().stream().map(Call::key).toList());
    assertEquals(3L, history.calls().get(0).result());
    HistoryException e =
        assertThrows(
            HistoryException.class, () -> Histories.edn(true, "", INVOKE.replace("[1 2]", "1")));
    assertEquals(
        "line 2: process 0 invokes cas with value 1: expected [key value], as the keys are"
            + " independent",
        e.getMessage());
  }

  @Test
  void aCompletionIsOfTheSameKey() {
    HistoryException e =
        assertThrows(
            HistoryException.class,
            () ->
                Histories.edn(
                    false,
                    "{:process 0, :type :invoke, :f :get, :key \"a\", :value nil}",
                    "{:process 0, :type :ok, :f :get, :key \"b\", :value \"\"}"));
    assertEquals(
        "line 2: process 0 completes with ok get: expected the key of its get of line 1",
        e.getMessage());
  }

  @Test
  void theFirstLineTellsTheFormat() {
    Stream.of("{:process 0}", "[{", "({:a 1}", "; comment", "#jepsen.history.Op{", "{ :a")
        .forEach(l -> assertEquals(HistoryFormat.EDN, HistoryFormat.of(l), l));
    Stream.of("{\"process\":0}", "  { \"process\"", "{")
        .forEach(l -> assertEquals(HistoryFormat.NDJSON, HistoryFormat.of(l), l));
    Stream.of("INFO  jepsen.util - 0", "0\t:invoke", "")
        .forEach(l -> assertEquals(HistoryFormat.LOG, HistoryFormat.of(l), l));
  }
}
