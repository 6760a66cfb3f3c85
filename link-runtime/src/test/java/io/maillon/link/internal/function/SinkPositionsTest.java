package io.maillon.link.internal.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.link.sink.Sink;
import io.maillon.link.sink.SinkContext;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sink that stores positions with its data gets nothing twice. */
class SinkPositionsTest {
  /** Stands for a table that has a position column. */
  private static final List<String> TABLE = new ArrayList<>();

  /** Named by its class, so it needs no public constructor either. */
  private static final class TableSink implements Sink<String> {
    @Override
    public Codec<String> inputCodec() {
      return Codecs.utf8();
    }

    @Override
    public void open(SinkContext context, Optional<Bytes> mark) {}

    @Override
    public Map<PartitionId, Long> storedPositions() {
      return Map.of(PlayedPartition.READ, (long) TABLE.size());
    }

    @Override
    public void write(String record, SinkContext context) {
      TABLE.add(context.idempotencyKey() + " " + record);
    }
  }

  @Test
  void recordsAtOrBelowAStoredPositionAreSkipped() throws Exception {
    TABLE.clear();
    PlayedPartition p =
        PlayedPartition.named(StageSpec.Kind.SINK, TableSink.class.getName(), 0, 1, Map.of());
    p.open();
    p.run(List.of(PlayedPartition.input(1, "a", "b")), false, false);
    // That commit was lost: the next owner is given its records again.
    p.open();
    int consumed = p.run(List.of(PlayedPartition.input(1, "a", "b", "c")), false, false).consumed();
    assertEquals(3, consumed);
    assertEquals(List.of("read/0@1 a", "read/0@2 b", "read/0@3 c"), TABLE);
  }
}
