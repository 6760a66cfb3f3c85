package io.maillon.cli.internal.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkTailTest {
  @Test
  void hearsWholeLinesOfAllParts(@TempDir Path directory) throws Exception {
    Path parts = Files.createDirectory(directory.resolve("out.csv.parts"));
    CountDownLatch heard = new CountDownLatch(3);
    long startNs = System.nanoTime();
    try (SinkTail tail =
        new SinkTail(
            directory.resolve("out.csv"),
            line -> {
              heard.countDown();
              return Integer.parseInt(line);
            })) {
      Files.writeString(parts.resolve("part-0-1"), "1\n1");
      Files.writeString(parts.resolve("part-0-2"), "2\n");
      Files.writeString(parts.resolve("part-0-1"), "0\n", StandardOpenOption.APPEND);
      assertTrue(heard.await(10, TimeUnit.SECONDS));
      tail.close();
      long firstNs = tail.firstHeardNs(10, startNs);
      assertTrue(firstNs >= startNs, "the line in two pieces");
      assertEquals(-1, tail.firstHeardNs(10, firstNs + 1));
      assertEquals(-1, tail.firstHeardNs(3, startNs));
    }
  }

  @Test
  void percentilesAreNearestRanks() {
    List<Long> sorted = LongStream.rangeClosed(1, 200).boxed().toList();
    assertEquals(100, Latencies.percentile(sorted, 50));
    assertEquals(198, Latencies.percentile(sorted, 99));
    assertEquals(200, Latencies.percentile(sorted, 100));
  }
}
