package io.maillon.recovery.testing;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.log.RecordFormat;
import io.maillon.protocol.log.StateChange;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** Names and small values that all tests of this module share. */
public final class Samples {
  private Samples() {}

  public static final PartitionId UP = new PartitionId("up", 0);
  public static final PartitionId MID = new PartitionId("mid", 0);
  public static final PartitionId DOWN = new PartitionId("down", 0);

  public static final InstanceId N1 = new InstanceId("n1", 1);
  public static final InstanceId N2 = new InstanceId("n2", 1);
  public static final InstanceId N3 = new InstanceId("n3", 1);
  public static final InstanceId N4 = new InstanceId("n4", 1);

  /** One input consumed, one output made, one entry set: all carry the index. */
  public static Commit commit(long epoch, long index) {
    return new Commit(
        epoch,
        index,
        List.of(new Position(UP, index, false)),
        List.of(batch(DOWN, index - 1, index, 1)),
        List.of(set("k" + index % 3, "v" + epoch + "/" + index)),
        false);
  }

  public static StateChange set(String key, String value) {
    return new StateChange(Bytes.utf8(key), Optional.of(Bytes.utf8(value)));
  }

  public static StateChange removed(String key) {
    return new StateChange(Bytes.utf8(key), Optional.empty());
  }

  public static OutputBatch batch(PartitionId target, long previous, long first, int count) {
    return new OutputBatch(target, previous, first, count, false, records(first, count));
  }

  public static OutputBatch end(PartitionId target, long previous, long first) {
    return new OutputBatch(target, previous, first, 1, true, Bytes.EMPTY);
  }

  /** Records without keys whose payloads are {@code r<offset>}. */
  public static Bytes records(long first, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long offset = first; offset < first + count; offset++) {
      byte[] payload = Bytes.utf8("r" + offset).toArray();
      byte[] lengths = new byte[2 * RecordFormat.LENGTH_BYTES_MAX];
      int end = RecordFormat.putLength(lengths, RecordFormat.putLength(lengths, 0, 0), payload.length);
      out.write(lengths, 0, end);
      out.write(payload, 0, payload.length);
    }
    return Bytes.wrap(out.toByteArray());
  }
}
