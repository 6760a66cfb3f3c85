package io.maillon.chaos.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.pipeline.Fold;
import io.maillon.chaos.checker.pipeline.Input;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFileTest {
  private static final List<PipelineEvent> EVENTS =
      List.of(
          new PipelineEvent.Run(
              "smoke",
              "processes",
              -7,
              "orders",
              1_763_000_000_000L,
              Fold.SUM,
              true,
              30_000,
              List.of("kill"),
              Map.of("replication", "2", "a \"b\"\n", "é😀\u0000")),
          new PipelineEvent.Sent("orders/0", 0, "k\"1\n", "17"),
          new PipelineEvent.Sent("orders/0", Long.MAX_VALUE, "", "", -1),
          new PipelineEvent.Acked("orders/0", 3),
          new PipelineEvent.Effect("write/1", 0, "k", "orders/0", 1, ""),
          new PipelineEvent.Effect(
              "write/1",
              4,
              "k",
              new Input("orders/0", 1, 2),
              List.of(new Input("paid/0", 5, 0), new Input("paid/1", 6, 3)),
              "19"),
          new PipelineEvent.Owner("parse/0", 3, "w1#2", 1_763_000_000_001L),
          new PipelineEvent.Released("parse/0", 3, 17),
          new PipelineEvent.Trimmed("parse/0", 16),
          new PipelineEvent.State("k", "19"),
          new PipelineEvent.Fault(
              1, "kill", List.of("w1"), 0, PipelineEvent.Fault.Phase.BEGIN, "exited 137", 12),
          new PipelineEvent.Fault(1, "kill", List.of(), 40, PipelineEvent.Fault.Phase.END, "", 13),
          new PipelineEvent.Fault(
              2, "kill", List.of("w2"), 0, PipelineEvent.Fault.Phase.BEGIN, "exited 137", 14, 5),
          new PipelineEvent.Death("w2#1", "connection closed", 14, 15),
          new PipelineEvent.Spared("w3#1", 15),
          new PipelineEvent.Recovery("parse/0", 3, 4, "w1#2 exited", 1, 2, 3, 4, 5, 6, 7, 8, 9),
          new PipelineEvent.Sample(14, 100, 10, 0.25, 12, 1e3),
          new PipelineEvent.End(PipelineEvent.End.DONE, "", 15, 11));

  @TempDir private Path directory;

  private static List<PipelineEvent> read(Path file) throws IOException {
    List<PipelineEvent> events = new ArrayList<>();
    HistoryReader.read(
        file,
        (line, event) -> {
          events.add(event);
          assertEquals(events.size(), line);
        });
    return events;
  }

  private Path written(String name) throws IOException {
    Path file = directory.resolve(name);
    try (HistoryWriter writer = new HistoryWriter(file)) {
      for (PipelineEvent event : EVENTS) {
        writer.append(event);
      }
      assertEquals(EVENTS.size(), writer.events());
    }
    return file;
  }

  @Test
  void readsWhatItWrote() throws IOException {
    assertEquals(EVENTS, read(written("history.ndjson")));
    Path gzipped = written("history.ndjson.gz");
    assertEquals(EVENTS, read(gzipped));
    assertTrue(HistoryReader.isHistory(gzipped));
  }

  @Test
  void writesOneShortObjectALine() throws IOException {
    List<String> lines = Files.readAllLines(written("history.ndjson"));
    assertEquals(EVENTS.size(), lines.size());
    assertEquals(
        "{\"type\":\"sent\",\"source\":\"orders/0\",\"offset\":0,\"key\":\"k\\\"1\\n\",\"value\":\"17\"}",
        lines.get(1));
    assertEquals(
        "{\"type\":\"effect\",\"sink\":\"write/1\",\"epoch\":4,\"key\":\"k\",\"source\":\"orders/0\","
            + "\"offset\":1,\"output\":2,\"with\":[[\"paid/0\",5],[\"paid/1\",6,3]],\"value\":\"19\"}",
        lines.get(5));
  }

  @Test
  void unknownKeysAndBlankLinesAreLeftAlone() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("history"),
            """
            {"at":{"x":[1,{}]},"offset":3,"more":null,"source":"a/0","type":"acked"}
            \r
            \s\s
            {"type":"state","key":5,"value":-17}""");
    List<String> events = new ArrayList<>();
    assertEquals(2, HistoryReader.read(file, (line, event) -> events.add(line + " " + event)));
    assertEquals(List.of("1 Acked[source=a/0, offset=3]", "4 State[key=5, value=-17]"), events);
    assertFalse(HistoryReader.isHistory(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"acked\",\"source\":\"a/0\"}|acked with offset none: expected a whole number",
        "{\"type\":\"acked\",\"source\":1,\"offset\":1}|acked with source '1': expected a text",
        "{\"type\":\"acked\",\"source\":\"a\",\"offset\":-1}|acked with offset '-1': expected a whole number from 0",
        "{\"type\":\"acked\",\"source\":\"a\",\"offset\":1.5}|acked with offset '1.5': expected a whole number",
        "{\"type\":\"acked\",\"source\":\"a\",\"offset\":9223372036854775808}|expected one JSON object a line: Numeric value (9223372036854775808) out of range of long (-9223372036854775808 - 9223372036854775807)",
        "{\"type\":\"ack\"}|type 'ack': expected one of run, sent, acked, effect, owner, released, trimmed, state, fault, death, spared, recovery, sample, end",
        "{\"source\":\"a\"}|an event with type none: expected a text",
        "{\"type\":5}|an event with type '5': expected a text",
        "{\"type\":\"run\",\"suite\":\"s\",\"fold\":\"max\"}|run with fold 'max': expected one of [none, count, sum]",
        "{\"type\":\"effect\",\"sink\":\"s\",\"source\":\"a\",\"offset\":1,\"with\":[[1,\"a\"]]}|effect with [1, a]: expected [\"source\", offset] or [\"source\", offset, output]",
        "{\"type\":\"acked\",\"source\":\"a\",\"offset\":1} {}|expected one JSON object a line, found a second one",
        "[]|expected one JSON object a line, found '['",
        "{\"type\":\"acked\",|expected one JSON object a line: Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
        "{\"type\":\"acked\"|expected one JSON object a line, found one that ends in line 3",
        "hello|expected one JSON object a line: Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      })
  void saysWhatIsWrongWithALine(String text, String message) throws IOException {
    String good = "{\"type\":\"acked\",\"source\":\"a/0\",\"offset\":3}\n";
    Path file = Files.writeString(directory.resolve("history"), good + text + "\n}\n");
    HistoryException e = assertThrows(HistoryException.class, () -> read(file));
    assertEquals(file + ": line 2: " + message, e.getMessage());
    assertEquals(2, e.line());
  }

  @Test
  void aFileThatWasCutShortIsAnError() throws IOException {
    for (String name : List.of("history.ndjson", "history.ndjson.gz")) {
      byte[] all = Files.readAllBytes(written(name));
      Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(all, all.length - 20));
      HistoryException e = assertThrows(HistoryException.class, () -> read(cut));
      assertTrue(e.getMessage().contains("expected one JSON object a line"), e.getMessage());
    }
  }
}
