package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.pipeline.StageSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscardSinkTest {
  @TempDir Path directory;

  @Test
  void countsAcrossOwnersAndReports() throws Exception {
    PlayedPartition p = sink(0);
    p.open();
    p.process("8 bytes.", "8 bytes.");
    p.open();
    p.process("8 bytes.");
    p.end();
    p.finished();
    List<String> lines = Files.readAllLines(report());
    assertEquals("records 3", lines.get(0));
    assertEquals("recordsByLastOwner 1", lines.get(1));
    assertTrue(lines.get(3).startsWith("p50Ns "), lines::toString);
    p.open();
    p.finished();
    assertEquals(lines, Files.readAllLines(report()));
  }

  @Test
  void latenciesCountAfterTheWarmUp() throws Exception {
    PlayedPartition p = sink(2);
    p.open();
    p.process("before..", "before..");
    p.process(new String(new char[8])); // Stamped 0: long ago.
    p.end();
    p.finished();
    List<String> lines = Files.readAllLines(report());
    assertEquals("records 3", lines.get(0));
    String p50 = lines.get(3);
    assertEquals(p50.replace("p50Ns", "maxNs"), lines.get(lines.size() - 1), "one was measured");
    assertTrue(Long.parseLong(p50.substring("p50Ns ".length())) > 0, p50);
  }

  private PlayedPartition sink(int warmUp) {
    return PlayedPartition.named(
        StageSpec.Kind.SINK,
        "discard:",
        0,
        1,
        Map.of(
            "report", report().toString(), "latency", "true", "warmUp", Integer.toString(warmUp)));
  }

  private Path report() {
    return directory.resolve("report.txt");
  }
}
