package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.link.StageContext;
import io.maillon.link.StageFunction;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.recovery.instance.Input;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Prints how fast records pass through a function; the build does not depend on it. */
class FunctionSpeedTest {
  private static final int PER_RUN = 600;
  private static final int RUNS = 500;

  private static final class Same implements StageFunction<Bytes, Bytes> {
    @Override
    public Codec<Bytes> inputCodec() {
      return Codecs.bytes();
    }

    @Override
    public Codec<Bytes> outputCodec() {
      return Codecs.bytes();
    }

    @Override
    public void process(Bytes record, StageContext<Bytes> context) {
      context.emit(record);
    }
  }

  private static final class Text extends Recorded {
    @Override
    public void process(String record, StageContext<String> context) {
      context.emit(record);
    }
  }

  private static final class Count extends Recorded {
    @Override
    public void process(String record, StageContext<String> context) {
      context.value("count", Codecs.longs()).update(0L, c -> c + 1);
    }
  }

  @Test
  void map() throws Exception {
    measure("map of bytes, balanced", Same::new, Edge.BALANCED);
    measure("map of bytes, keyed", Same::new, Edge.KEYED);
    measure("map of text, balanced", Text::new, Edge.BALANCED);
    measure("count per key", Count::new, Edge.KEYED);
  }

  private static void measure(String what, java.util.function.Supplier<?> function, Edge edge)
      throws Exception {
    PlayedPartition p = PlayedPartition.function(function, Map.of("next", edge));
    p.open();
    String[] records = new String[PER_RUN];
    for (int i = 0; i < PER_RUN; i++) {
      records[i] = "key" + i % 100 + "=" + "x".repeat(100);
    }
    Bytes encoded = PlayedPartition.encode(records);
    double best = 0;
    for (int round = 0; round < 3; round++) {
      long startNs = System.nanoTime();
      for (int i = 0; i < RUNS; i++) {
        Input input = new Input(PlayedPartition.READ, 1, 0, PER_RUN, encoded);
        assertEquals(PER_RUN, p.run(List.of(input), false, false).consumed());
      }
      best = Math.max(best, 1e3 * PER_RUN * RUNS / (System.nanoTime() - startNs));
    }
    System.out.printf("PERF %s: %.1f million records of 100 bytes a second%n", what, best);
  }
}
