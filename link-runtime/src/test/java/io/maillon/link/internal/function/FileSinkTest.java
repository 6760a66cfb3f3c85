package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.pipeline.StageSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file holds every record once, whatever owners come, go, and linger. */
class FileSinkTest {
  @TempDir Path directory;

  private PlayedPartition sink(int index, int partitions) {
    return PlayedPartition.named(
        StageSpec.Kind.SINK,
        "file:" + directory.resolve("out/delays.csv"),
        index,
        partitions,
        Map.of());
  }

  private Path out(String name) {
    return directory.resolve("out").resolve(name);
  }

  @Test
  void theFileAppearsAtTheEnd() throws Exception {
    PlayedPartition p = sink(0, 1);
    p.open();
    p.process("a", "b");
    p.end();
    assertFalse(Files.exists(out("delays.csv")));
    p.finished();
    assertEquals("a\nb\n", Files.readString(out("delays.csv")));
    assertFalse(Files.exists(out("delays.csv.parts")));
  }

  @Test
  void aZombiesWritesCountForNothing() throws Exception {
    PlayedPartition first = sink(0, 1);
    first.open();
    first.process("a", "b");
    Map<Bytes, Bytes> committed = new LinkedHashMap<>(first.entries);
    first.process("lost with its epoch");

    PlayedPartition second = sink(0, 1);
    second.epoch = first.epoch;
    second.entries.putAll(committed);
    second.open();
    second.process("c");
    first.process("written by a zombie");
    second.process("d");

    PlayedPartition third = sink(0, 1);
    third.epoch = second.epoch;
    third.entries.putAll(second.entries);
    third.open();
    first.process("still there");
    third.process("e");
    third.end();
    third.finished();
    assertEquals("a\nb\nc\nd\ne\n", Files.readString(out("delays.csv")));
    first.process("after all");
    assertEquals(List.of("delays.csv"), names());
  }

  @Test
  void finishingAgainChangesNothing() throws Exception {
    PlayedPartition p = sink(0, 1);
    p.open();
    p.process("a");
    p.end();
    p.finished();
    p.finished();
    p.close();
    p.open();
    p.finished();
    assertEquals("a\n", Files.readString(out("delays.csv")));
    assertEquals(List.of("delays.csv"), names());
  }

  @Test
  void partsThatAreGoneAreNotPassedOver() throws Exception {
    PlayedPartition p = sink(0, 1);
    p.open();
    p.process("a");
    p.end();
    Files.delete(out("delays.csv.parts").resolve("part-0-1"));
    WorkFailedException e = assertThrows(WorkFailedException.class, p::finished);
    assertTrue(e.getMessage().contains("part-0-1 is gone"), e::getMessage);
    assertTrue(e.getMessage().contains("expected 2 bytes"), e::getMessage);
  }

  @Test
  void eachPartitionMakesItsOwnFile() throws Exception {
    for (int i = 0; i < 2; i++) {
      PlayedPartition p = sink(i, 2);
      p.open();
      p.process("from " + i);
      p.end();
      p.finished();
    }
    assertEquals("from 0\n", Files.readString(out("delays-0.csv")));
    assertEquals("from 1\n", Files.readString(out("delays-1.csv")));
  }

  @Test
  void noRecordsMakeAnEmptyFile() throws Exception {
    PlayedPartition p = sink(0, 1);
    p.open();
    p.end();
    p.finished();
    assertEquals("", Files.readString(out("delays.csv")));
  }

  @Test
  void leftoversOfAnEarlierPipelineAreReplaced() throws Exception {
    Files.createDirectories(out("delays.csv.parts"));
    Files.writeString(out("delays.csv"), "old result");
    Files.writeString(out("delays.csv.parts").resolve("part-0-1"), "old part, much longer");
    PlayedPartition p = sink(0, 1);
    p.open();
    p.process("new");
    p.end();
    p.finished();
    assertEquals("new\n", Files.readString(out("delays.csv")));
  }

  @Test
  void largeRecordsPassTheBuffer() throws Exception {
    PlayedPartition p = sink(0, 1);
    p.open();
    String large = "x".repeat(200_000);
    p.process("a", large, "b");
    p.end();
    p.finished();
    assertEquals("a\n" + large + "\nb\n", Files.readString(out("delays.csv")));
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(directory.resolve("out"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
