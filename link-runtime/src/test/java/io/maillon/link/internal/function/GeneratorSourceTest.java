package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.log.RecordFormat;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.instance.WorkResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorSourceTest {
  private static PlayedPartition source(int index, int partitions, Map<String, String> options) {
    return PlayedPartition.named(StageSpec.Kind.SOURCE, "generate:", index, partitions, options);
  }

  @Test
  void partitionsShareTheCount() throws Exception {
    int all = 0;
    for (int i = 0; i < 3; i++) {
      PlayedPartition p = source(i, 3, Map.of("count", "10", "sizeBytes", "40"));
      p.open();
      all += p.pollAll().size();
    }
    assertEquals(10, all);
  }

  @Test
  void numbersGoOnAfterAMove() throws Exception {
    PlayedPartition p = source(0, 1, Map.of("count", "5K", "keys", "3"));
    long next = 0;
    boolean ended = false;
    while (!ended) {
      p.open();
      WorkResult result = p.poll();
      for (WorkResult.Draft draft : result.outputs()) {
        RecordFormat.Reader reader = new RecordFormat.Reader(draft.records());
        while (reader.next()) {
          assertEquals(100, reader.payload().length());
          assertEquals(next, reader.payload().slice(8, 8).asBuffer().getLong());
          assertEquals(Long.toString(next % 3), reader.key().utf8());
          next++;
        }
      }
      ended = result.ended();
    }
    assertEquals(5_000, next);
    assertTrue(p.epoch > 5, "took " + p.epoch + " owners");
  }

  @Test
  void keepsToTheRate() throws Exception {
    PlayedPartition p = source(0, 1, Map.of("count", "100", "ratePerSecond", "1000"));
    p.open();
    long startNs = System.nanoTime();
    assertEquals(100, p.pollAll().size());
    long elapsedNs = System.nanoTime() - startNs;
    assertTrue(elapsedNs >= 90_000_000, "100 records at 1000 a second took " + elapsedNs + " ns");
  }
}
