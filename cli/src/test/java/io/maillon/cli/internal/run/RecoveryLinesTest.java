package io.maillon.cli.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.coordinator.status.RecoveryStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryLinesTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final RecoveryLines lines = new RecoveryLines();

  private static RecoveryStatus recovery(
      String partition, String cause, long readyMs, long caughtUpMs) {
    return new RecoveryStatus(
        partition, 6, 7, cause, 1000, 5, 9, 20, readyMs, readyMs, caughtUpMs, 12);
  }

  @Test
  void tellsASingleOneInFullAndOnce() {
    List<RecoveryStatus> one = List.of(recovery("delays/3", "loss of owner n2#1: gone", 41, 50));
    assertEquals(
        List.of(
            "recovered delays/3 epoch 6 -> 7: loss of owner n2#1: gone, detected after 9 ms,"
                + " ready after 41 ms, 12 records replayed"),
        lines.newLines(one, 0));
    assertEquals(List.of(), lines.newLines(one, 0));
  }

  @Test
  void tellsAFailureOfManyPartitionsInOneLine() {
    assertEquals(
        List.of(
            "recovered delays/3 11, parse/1: loss of n2#1, detected after 9 ms, ready after 43 ms,"
                + " 36 records replayed; 1 more partitions have a new replica after 60 ms"),
        lines.newLines(
            List.of(
                recovery("parse/1", "loss of owner n2#1", 41, 50),
                recovery("delays/11", "loss of owner n2#1", 42, 50),
                recovery("delays/3", "loss of owner n2#1", 43, 50),
                recovery("delays/4", "loss of replica n2#1", 60, 70)),
            0));
  }

  @Test
  void tellsNothingBeforeTheLastIsReady() {
    RecoveryStatus ready = recovery("delays/3", "loss of owner n2#1", 41, 50);
    assertEquals(
        List.of(),
        lines.newLines(List.of(ready, recovery("delays/4", "loss of owner n2#1", -1, -1)), 0));
  }

  @Test
  void waitsASecondForAPartitionWithoutInput() {
    List<RecoveryStatus> idle = List.of(recovery("delays/3", "loss of owner n2#1", 41, -1));
    assertEquals(List.of(), lines.newLines(idle, 0));
    assertEquals(List.of(), lines.newLines(idle, SECOND_NS));
    assertEquals(1, lines.newLines(idle, SECOND_NS + 1).size());
  }
}
