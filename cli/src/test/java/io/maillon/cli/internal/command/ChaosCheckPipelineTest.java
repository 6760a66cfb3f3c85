package io.maillon.cli.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosCheckPipelineTest {
  private static final String HISTORY =
      """
      {"type":"run","suite":"smoke"}
      {"type":"sent","source":"orders/0","offset":1,"key":"a","value":"5"}
      {"type":"effect","sink":"write/0","key":"a","source":"orders/0","offset":1}
      """;
  private static final String END =
      """
      {"type":"end","state":"DONE","atMs":9}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int check(String history, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("chaos", "check", file(history).toString()));
    args.addAll(List.of(options));
    return MaillonCommand.line(new PrintWriter(out), new PrintWriter(err), null)
        .execute(args.toArray(String[]::new));
  }

  private Path file(String history) throws IOException {
    return Files.writeString(directory.resolve("history.ndjson"), history);
  }

  @Test
  void knowsTheHistoryOfASuiteByItsFirstLine() throws IOException {
    assertEquals(0, check(HISTORY + END), err::toString);
    assertTrue(out.toString().startsWith("VALID  pipeline  " + directory), out::toString);
    assertTrue(
        out.toString().contains("\n  VALID    loss        no input is lost: 1 checked\n"),
        out::toString);
  }

  @Test
  void saysInvalidWithTheConvictingLines() throws IOException {
    String effect = HISTORY.lines().toList().get(2) + "\n";
    assertEquals(1, check(HISTORY + effect + END, "--model", "pipeline"), err::toString);
    assertTrue(out.toString().startsWith("INVALID  pipeline  "), out::toString);
    assertTrue(
        out.toString()
            .contains(
                "  INVALID  duplicate   no record takes effect more often than it should: 1 against"
                    + " it, of 2\n    orders/0 offset 1 took effect twice\n      line 3: "
                    + effect
                    + "      line 4: "
                    + effect),
        out::toString);
  }

  @Test
  void saysUnknownOfARunWithoutItsEnd() throws IOException {
    assertEquals(2, check(HISTORY), err::toString);
    assertTrue(out.toString().startsWith("UNKNOWN  pipeline  "), out::toString);
    assertTrue(out.toString().contains("; the history has no end\n"), out::toString);
  }

  @Test
  void saysWhatIsWrongWithAHistory() throws IOException {
    assertEquals(2, check(HISTORY + "{\"type\":\"effect\"}\n" + END));
    assertEquals(
        "maillon chaos check: "
            + directory.resolve("history.ndjson")
            + ": line 4: effect with sink none: expected a text\n",
        err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void otherHistoriesNeedAModel() throws IOException {
    assertEquals(2, check("0 :invoke :read nil\n"));
    assertTrue(
        err.toString()
            .startsWith(
                "maillon chaos check: --model: expected one of register, cas-register, mutex,"
                    + " counter, key-value, pipeline (see"),
        err::toString);
  }
}
