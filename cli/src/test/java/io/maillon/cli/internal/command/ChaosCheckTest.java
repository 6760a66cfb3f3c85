package io.maillon.cli.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChaosCheckTest {
  private static final String VALID =
      """
      {"process":0,"type":"invoke","f":"write","key":"k","value":1,"time":17}
      {"process":"nemesis","type":"info","f":"kill","value":{"n1":["killed"]}}
      {"process":0,"type":"ok","f":"write","key":"k","value":1}
      {"process":1,"type":"invoke","f":"cas","key":"k","value":[1,2]}
      {"process":1,"type":"info","f":"cas","key":"k","value":null}

      {"process":2,"type":"invoke","f":"read","key":"k"}
      {"process":2,"type":"ok","f":"read","key":"k","value":2}
      """;

  private static final String INVALID_EDN =
      """
      [{:process 0, :type :invoke, :f :write, :value 1}
       {:process 0, :type :ok, :f :write, :value 1}
       {:process 0, :type :invoke, :f :read, :value nil}
       {:process 0, :type :ok, :f :read, :value 2}]
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int check(Path file, String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "chaos";
    args[1] = "check";
    args[2] = file.toString();
    System.arraycopy(options, 0, args, 3, options.length);
    return MaillonCommand.line(new PrintWriter(out), new PrintWriter(err), null).execute(args);
  }

  private Path written(String text) throws IOException {
    return Files.writeString(directory.resolve("history"), text);
  }

  @Test
  void saysValidWithStatusZero() throws IOException {
    Path file = written(VALID);
    assertEquals(0, check(file, "--model", "cas-register"), err::toString);
    assertTrue(
        out.toString()
            .startsWith(
                "VALID  cas-register  "
                    + file
                    + "\noperations 6, of the nemesis 1; calls ok 2, failed 0, unknown 1; keys 1\n"),
        out::toString);
  }

  @Test
  void saysInvalidWithTheConvictingPartAndStatusOne() throws IOException {
    Path file = written(INVALID_EDN);
    assertEquals(1, check(file, "--model", "cas-register", "--initial", "nil"), err::toString);
    assertTrue(out.toString().startsWith("INVALID  cas-register  "), out::toString);
    assertTrue(
        out.toString()
            .endsWith(
                """
                nothing explains the completion in line 4
                up to there are 2 calls; the longest order has 1, and without line 4 there is a full one
                that order:
                  lines 1-2          process 0    write 1
                then the state is 1 and none of these fits:
                  lines 3-4          process 0    read -> 2
                """),
        out::toString);
  }

  @Test
  void saysUnknownWithStatusTwo() throws IOException {
    assertEquals(2, check(written(INVALID_EDN), "--model", "register", "--budget", "1"));
    assertTrue(out.toString().startsWith("UNKNOWN  register  "), out::toString);
    assertTrue(
        out.toString().endsWith("keys unknown 1: the budget of 1 steps is spent\n"), out::toString);
  }

  @Test
  void readsGzippedFilesWhateverTheirName() throws IOException {
    Path file = directory.resolve("history.edn");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(INVALID_EDN.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(1, check(file, "--model", "register"), err::toString);
    assertEquals(1, check(file, "--model", "register", "--format", "edn"), err::toString);
  }

  @Test
  void initialValuesAndIndependentKeysAreOptions() throws IOException {
    Path file = written("0 :invoke :read [5 nil]\n0 :ok :read [5 7]\n1 :invoke :read [6 nil]\n");
    assertEquals(
        0, check(file, "--model", "register", "--initial", "7", "--independent"), err::toString);
    assertTrue(out.toString().contains("; keys 2\n"), out::toString);
    assertEquals(1, check(file, "--model", "register", "--independent"), err::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"process\":0|line 1: expected one JSON object: Unexpected end-of-input: expected close marker for Object",
        "{\"process\":0,\"type\":\"ok\",\"f\":\"read\"}|line 1: process 0 completes with ok read: expected an invocation of this process before it",
        "{\"process\":0,\"type\":\"ok\"}|line 1: expected a field 'f', found {process=0, type=ok}",
        "{\"process\":0.5,\"type\":\"ok\",\"f\":\"read\"}|line 1: process 0.5: expected a whole number from 0, or nemesis",
        "INFO hello|line 1: 'INFO hello': expected 'INFO  jepsen.util - PROCESS :TYPE :F VALUE' and no other lines",
        "0 :invoke :add 1|line 1: f 'add': expected one of read, write, cas",
        ";|expected operations of clients, there are none",
      })
  void saysWhatIsWrongWithAHistory(String text, String message) throws IOException {
    Path file = written(text + "\n");
    assertEquals(2, check(file, "--model", "cas-register"));
    assertEquals("maillon chaos check: " + file + ": " + message + "\n", err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path missing = directory.resolve("missing");
    assertEquals(2, check(missing, "--model", "register"));
    Path binary =
        Files.write(directory.resolve("binary"), new byte[] {'0', ' ', (byte) 0xff, '\n'});
    assertEquals(2, check(binary, "--model", "register"));
    assertEquals(
        "maillon chaos check: '"
            + missing
            + "': expected a readable history, found java.nio.file.NoSuchFileException: "
            + missing
            + "\nmaillon chaos check: '"
            + binary
            + "': expected a readable history, found"
            + " java.nio.charset.MalformedInputException: Input length = 1\n",
        err.toString());
  }
}
