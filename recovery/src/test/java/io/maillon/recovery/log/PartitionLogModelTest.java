package io.maillon.recovery.log;

import static io.maillon.recovery.testing.Samples.removed;
import static io.maillon.recovery.testing.Samples.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.log.StateChange;
import io.maillon.recovery.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories against a model that keeps every commit for ever and folds by reading all. */
class PartitionLogModelTest {
  private final List<Commit> all = new ArrayList<>();
  private final Map<PartitionId, Long> acked = new TreeMap<>();
  private final Map<PartitionId, Long> lastOf = new TreeMap<>();
  private long epoch = 1;
  private long offset;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void foldsForgetsAndAcknowledgesLikeTheModel(long seed) {
    Random random = new Random(seed);
    PartitionLog log = PartitionLog.startingAfter(0);
    long folded = 0;
    for (int step = 0; step < 2_000; step++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          Commit commit = next(random);
          all.add(commit);
          log.append(commit);
        }
        case 2 -> {
          folded = Math.max(folded, Math.min(all.size(), folded + random.nextInt(4)));
          log.foldTo(folded);
        }
        case 3 -> log.forgetTo(folded - random.nextInt(3));
        case 4 -> acknowledge(log, random, folded);
        default -> epoch += random.nextInt(2);
      }
      log.checkInvariants();
      check(log, folded);
      if (step % 100 == 0) {
        PartitionLog copy = PartitionLog.of(log.chunks());
        check(copy, all.size());
        assertEquals(log.lastOffset(), copy.lastOffset());
      }
    }
  }

  @Test
  void aCopyHasALifeOfItsOwn() {
    Random random = new Random(9);
    PartitionLog log = PartitionLog.startingAfter(0);
    for (int i = 0; i < 50; i++) {
      all.add(next(random));
      log.append(all.get(i));
    }
    log.foldTo(49);
    PartitionImage copy = log.image().copy();
    log.foldTo(50);
    log.acknowledge(target(0), offset);
    assertEquals(49, copy.index());
    assertEquals(0, copy.channel(target(0)).ackedOffset());
  }

  private void acknowledge(PartitionLog log, Random random, long folded) {
    PartitionId target = target(random.nextInt(3));
    long last = 0;
    for (Commit commit : all.subList(0, (int) folded)) {
      for (OutputBatch b : commit.outputs()) {
        last = b.target().equals(target) ? b.lastOffset() : last;
      }
    }
    long upTo = Math.min(last, acked.getOrDefault(target, 0L) + random.nextInt(9));
    acked.merge(target, upTo, Math::max);
    log.acknowledge(target, upTo);
  }

  private void check(PartitionLog log, long folded) {
    Map<PartitionId, Position> positions = new TreeMap<>();
    Map<Bytes, Bytes> entries = new TreeMap<>();
    List<OutputBatch> inFlight = new ArrayList<>();
    for (Commit commit : all.subList(0, (int) folded)) {
      commit.positions().forEach(p -> positions.put(p.upstream(), p));
      for (StateChange c : commit.changes()) {
        c.value().ifPresentOrElse(v -> entries.put(c.key(), v), () -> entries.remove(c.key()));
      }
      commit.outputs().stream()
          .filter(b -> b.lastOffset() > acked.getOrDefault(b.target(), 0L))
          .forEach(inFlight::add);
    }
    PartitionImage image = log.image();
    assertEquals(List.copyOf(positions.values()), List.copyOf(image.positions()));
    assertEquals(entries, new TreeMap<>(image.entries()));
    long bytes = inFlight.stream().mapToLong(OutputBatch::sizeBytes).sum();
    assertEquals(bytes, image.inFlightBytes());
    assertEquals(all.size(), log.lastIndex());
    if (!all.isEmpty()) {
      assertEquals(all.get(all.size() - 1).epoch(), log.lastEpoch());
    }
  }

  private Commit next(Random random) {
    List<OutputBatch> outputs = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      PartitionId target = target(random.nextInt(3));
      int count = 1 + random.nextInt(4);
      outputs.add(Samples.batch(target, lastOf.getOrDefault(target, 0L), offset + 1, count));
      offset += count;
      lastOf.put(target, offset);
    }
    String key = "k" + random.nextInt(5);
    StateChange change = random.nextInt(4) == 0 ? removed(key) : set(key, "v" + all.size());
    Position position = new Position(target(random.nextInt(2)), all.size() + 1, false);
    return new Commit(
        epoch, all.size() + 1, List.of(position), outputs, List.of(change), false);
  }

  private static PartitionId target(int index) {
    return new PartitionId("t", index);
  }
}
