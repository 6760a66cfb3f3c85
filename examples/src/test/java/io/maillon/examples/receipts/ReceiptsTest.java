package io.maillon.examples.receipts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.examples.RecordingContext;
import io.maillon.protocol.PartitionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
  private final List<String> left = new ArrayList<>();
  private final List<String> right = new ArrayList<>();

  ReceiptsTest() {
    RecordingContext<String> context = new RecordingContext<>(new PartitionId("read", 0));
    for (int offset = 1; offset <= 4; offset++) {
      new Stamp().process("anything", context.at("", offset));
    }
    context.emitted.forEach(e -> left.add(e.substring(e.indexOf('=') + 1)));
    right.addAll(left);
  }

  private List<String> judge() {
    ReceiptsCheck.Verdict verdict = ReceiptsCheck.check(left.stream(), right.stream(), 4);
    assertEquals(verdict.problems().isEmpty(), verdict.valid());
    return verdict.problems();
  }

  @Test
  void acquitsEqualBranchesInAnyOrder() {
    right.add(right.remove(0));
    assertEquals(List.of(), judge());
  }

  @Test
  void stampsNoRecordLikeAnother() {
    assertEquals(4, left.stream().map(line -> line.split(",")[1]).distinct().count());
  }

  @Test
  void convictsAStampMadeAnew() {
    RecordingContext<String> again = new RecordingContext<>(new PartitionId("read", 0));
    new Stamp().process("anything", again.at("", 2));
    right.set(1, again.emitted.get(0).substring(2));
    assertEquals(1, judge().size());
    assertTrue(judge().get(0).startsWith("record 2: left '"), judge().get(0));
  }

  @Test
  void convictsAMissingRecord() {
    left.remove(3);
    assertEquals(1, judge().size());
  }

  @Test
  void convictsARecordMissingOnBothSides() {
    left.remove(3);
    right.remove(3);
    assertEquals(List.of("record 4: left 'null', right 'null': expected the same stamp"), judge());
  }

  @Test
  void convictsARecordWrittenTwice() {
    right.add(right.get(2));
    assertEquals(List.of("right: record 3 twice: expected once"), judge());
  }

  @Test
  void convictsARecordTooMany() {
    left.add(left.get(0).replaceFirst("1,", "5,"));
    assertEquals(List.of("left: record 5: expected up to 4"), judge());
  }

  @Test
  void convictsABrokenLine() {
    left.set(0, left.get(0).substring(0, 20));
    assertEquals(2, judge().size());
  }
}
