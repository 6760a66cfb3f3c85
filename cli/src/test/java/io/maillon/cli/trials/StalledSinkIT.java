package io.maillon.cli.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sink that stands still while the source would deliver as fast as it can: credit stops it,
 * nothing grows, and instances of 64 MB of heap and coordinators of 192 MB live on; {@code
 * -Dtrials.stallMs=60000} for the whole trial.
 */
@ExtendWith(TrialCluster.Shared.class)
class StalledSinkIT {
  private static final long STALL_NS = Long.getLong("trials.stallMs", 2_000L) * 1_000_000L;
  private static final int RECORDS = 400_000;
  private static final long IN_FLIGHT_BYTES = 1 << 20;
  private static final long BATCH_BYTES = 32 << 10;

  private static final long RECORD_BYTES = 100;

  /** The source and the four partitions after it, each with its log and its window of input. */
  private static final long BUFFERED_BYTES_MAX =
      5 * (IN_FLIGHT_BYTES + 4 * BATCH_BYTES + (64 << 10));

  private static final String PIPELINE =
      """
      pipeline: $name
      limits: {windowBytes: 64KiB, inFlightBytes: 1MiB, batchBytes: 32KiB}
      stages:
        - {name: read, source: "generate:", options: {count: 400000, sizeBytes: 100}}
        - {name: line, function: io.maillon.cli.trials.NumberLine, partitions: 4, instances: 3}
        - name: write
          sink: io.maillon.cli.trials.StallingSink
          options: {file: "$input", gate: "$gate"}
      links:
        - {from: read, to: line,  edge: balanced}
        - {from: line, to: write, edge: keyed}
      """;

  @Test
  void nothingGrowsBehindAStalledSink(TrialCluster cluster, @TempDir Path temporary)
      throws Exception {
    Path output = temporary.resolve("lines.txt");
    try (TrialPipeline stalled = new TrialPipeline(cluster, "stalled", PIPELINE, output)) {
      PipelineStatus full = stalled.await("a source that waits", StalledSinkIT::sourceWaits);
      List<Long> pids = pids(full);
      long sinceNs = System.nanoTime();
      PipelineStatus later =
          stalled.await(
              "the end of the stall", s -> isBounded(s) && System.nanoTime() - sinceNs >= STALL_NS);
      long offset = later.stage("read").get(0).outputOffset();
      System.out.println(stalled.name() + ": source stopped after record " + offset);
      assertTrue(offset * RECORD_BYTES <= BUFFERED_BYTES_MAX, "source at " + offset);
      assertEquals(pids, pids(later));
      assertEquals(3, cluster.coordinatorsAlive());

      stalled.release();
      stalled.awaitDone();
      assertFalse(cluster.logsHold("OutOfMemoryError"));
      expectEachOnce(output);
    }
  }

  private static boolean sourceWaits(PipelineStatus status) {
    PartitionStatus source = status.stage("read").get(0);
    return isBounded(status)
        && source.outputOffset() > 0
        && !source.waitsFor().isEmpty()
        && status.stage("line").stream().allMatch(p -> p.waitsFor().contains("write/0"));
  }

  private static boolean isBounded(PipelineStatus status) {
    for (PartitionStatus p : status.partitions()) {
      long most = IN_FLIGHT_BYTES + 4 * BATCH_BYTES;
      assertTrue(p.inFlightBytes() <= most, p.id() + ": " + p.inFlightBytes() + " in flight");
      assertTrue(p.waitingBytes() <= most, p.id() + ": " + p.waitingBytes() + " waiting");
    }
    return true;
  }

  private static List<Long> pids(PipelineStatus status) {
    return status.instances().stream()
        .filter(InstanceStatus::alive)
        .map(InstanceStatus::pid)
        .sorted()
        .toList();
  }

  private static void expectEachOnce(Path output) throws Exception {
    BitSet seen = new BitSet();
    try (BufferedReader lines = Files.newBufferedReader(output)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int number = Integer.parseInt(line.substring(0, line.indexOf(',')));
        assertFalse(seen.get(number), "record " + number + " twice");
        seen.set(number);
      }
    }
    assertEquals(RECORDS, seen.cardinality());
    assertEquals(RECORDS, seen.length() - 1);
  }
}
