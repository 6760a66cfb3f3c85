package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.instance.WorkResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines come whole, in order, each once, and bad files are named. */
class FileLinesSourceTest {
  @TempDir Path directory;

  private static PlayedPartition source(Path file) {
    return source(file, 0, 1, Map.of());
  }

  private static PlayedPartition source(
      Path file, int index, int partitions, Map<String, String> options) {
    return PlayedPartition.named(StageSpec.Kind.SOURCE, "file:" + file, index, partitions, options);
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "line " + i + " of the file").toList();
  }

  private Path plain(String text) throws IOException {
    return Files.writeString(directory.resolve("lines.txt"), text);
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private Path gz(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("lines.csv.gz"), bytes);
  }

  @Test
  void everyLineIsARecord() throws Exception {
    PlayedPartition p = source(plain("header\n\na\r\nlast"));
    p.open();
    assertEquals(List.of("header", "", "a", "last"), p.pollAll());
    p.close();
  }

  @Test
  void anEmptyFileEndsAtOnce() throws Exception {
    PlayedPartition p = source(plain(""));
    p.open();
    assertEquals(List.of(), p.pollAll());
    p.close();
  }

  @Test
  void longLinesGrowTheBuffer() throws Exception {
    List<String> lines = List.of("a".repeat(70_000), "b", "c".repeat(300_000), "d".repeat(65_535));
    PlayedPartition p = source(plain(String.join("\n", lines) + "\n"));
    p.open();
    assertEquals(lines, p.pollAll());
    p.close();
  }

  @Test
  void aNewOwnerGoesOnAfterTheLastCommit() throws Exception {
    List<String> lines = numbered(20_000);
    String text = String.join("\n", lines) + "\n";
    for (Path file : List.of(plain(text), gz(zipped(text)))) {
      PlayedPartition p = source(file);
      List<String> all = new ArrayList<>();
      boolean ended = false;
      while (!ended) {
        p.open();
        WorkResult result = p.poll();
        PlayedPartition.texts(result).forEach(t -> all.add(t.substring(t.indexOf('=') + 1)));
        ended = result.ended();
        p.close();
      }
      assertEquals(lines, all, file.toString());
      assertTrue(p.epoch > 5, "took " + p.epoch + " owners");
    }
  }

  @Test
  void partitionsTakeLinesInTurn() throws Exception {
    Path file = plain("skipped\n0\n1\n2\n3\n4\n5\n6");
    List<List<String>> expected =
        List.of(List.of("0", "3", "6"), List.of("1", "4"), List.of("2", "5"));
    for (int i = 0; i < 3; i++) {
      PlayedPartition p = source(file, i, 3, Map.of("skipLines", "1"));
      p.open();
      assertEquals(expected.get(i), p.pollAll());
      p.close();
    }
  }

  @Test
  void aTruncatedGzIsNamedWithItsLastGoodLine() throws Exception {
    byte[] whole = zipped(String.join("\n", numbered(50_000)));
    PlayedPartition p = source(gz(Arrays.copyOf(whole, whole.length / 2)));
    p.open();
    WorkFailedException e = assertThrows(WorkFailedException.class, p::pollAll);
    String message = e.getMessage();
    assertTrue(
        message.matches(".*lines\\.csv\\.gz, after line \\d+ \\(byte \\d+ of the text\\).*"),
        message);
    assertTrue(message.contains("stops in the middle: expected a complete gz file"), message);
    p.close();
  }

  @Test
  void damagedGzIsNamed() throws Exception {
    byte[] bytes = zipped(String.join("\n", numbered(50_000)));
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 200, (byte) 0x55);
    PlayedPartition p = source(gz(bytes));
    p.open();
    WorkFailedException e = assertThrows(WorkFailedException.class, p::pollAll);
    assertTrue(e.getMessage().contains("damaged gz data"), e::getMessage);
    p.close();
  }

  @Test
  void whatIsNoGzIsNamed() throws Exception {
    WorkFailedException e =
        assertThrows(
            WorkFailedException.class,
            () -> source(gz("plain".getBytes(StandardCharsets.UTF_8))).open());
    assertTrue(e.getMessage().contains("lines.csv.gz, byte 0: expected a gz file"), e::getMessage);
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = directory.resolve("absent.csv");
    WorkFailedException e = assertThrows(WorkFailedException.class, () -> source(file).open());
    assertTrue(e.getMessage().contains("file " + file + " does not exist"), e::getMessage);
  }

  @Test
  void aFileThatShrankIsRefused() throws Exception {
    PlayedPartition p = source(plain("one\ntwo\n"));
    p.open();
    p.pollAll();
    p.close();
    plain("one");
    WorkFailedException e = assertThrows(WorkFailedException.class, p::open);
    assertTrue(e.getMessage().contains("has 3 bytes, but lines up to 2 at byte 8"), e::getMessage);
  }

  @Test
  void aMisspeltOptionIsRefused() throws Exception {
    PlayedPartition p = source(plain("a"), 0, 1, Map.of("rate", "5"));
    WorkFailedException e = assertThrows(WorkFailedException.class, p::open);
    assertEquals(
        "stages.it.options.rate: '5': expected one of the options skipLines, ratePerSecond",
        e.getMessage());
  }
}
