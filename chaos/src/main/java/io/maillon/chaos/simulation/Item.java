package io.maillon.chaos.simulation;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One record of a simulated pipeline.
 *
 * @param source number of the source partition it began in
 * @param number in its source partition, from 1
 * @param path which copy it is, see {@link Paths}
 * @param count of its key in the last counting stage, 0 = none was passed
 * @param stamps random numbers, one per stage passed: equal stamps prove one run
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares items; boxed stamps cost memory.
record Item(int source, int number, int path, int count, long[] stamps) {
  private static final int PARTITIONS_MAX = 10;

  /** A number for each source partition. */
  static int source(PipelineSpec spec, PartitionId partition) {
    int stage = spec.stages().indexOf(spec.stage(partition.stage()));
    return stage * PARTITIONS_MAX + partition.index();
  }

  /** With padding behind, so that records differ in size. */
  Bytes encode(int padding) {
    ByteBuffer buffer = ByteBuffer.allocate(20 + 8 * stamps.length + padding);
    buffer.putInt(source).putInt(number).putInt(path).putInt(count).putInt(stamps.length);
    for (long stamp : stamps) {
      buffer.putLong(stamp);
    }
    return Bytes.wrap(buffer.array());
  }

  static Item decode(Bytes bytes) {
    ByteBuffer buffer = bytes.asBuffer();
    int source = buffer.getInt();
    int number = buffer.getInt();
    int path = buffer.getInt();
    int count = buffer.getInt();
    long[] stamps = new long[buffer.getInt()];
    for (int i = 0; i < stamps.length; i++) {
      stamps[i] = buffer.getLong();
    }
    return new Item(source, number, path, count, stamps);
  }

  Item onPath(int taken) {
    return new Item(source, number, taken, count, stamps);
  }

  Item counted(int times) {
    return new Item(source, number, path, times, stamps);
  }

  Item stamped(long stamp) {
    long[] more = Arrays.copyOf(stamps, stamps.length + 1);
    more[stamps.length] = stamp;
    return new Item(source, number, path, count, more);
  }

  /** Which record and copy this is. */
  String name() {
    return source + ":" + number + ":" + path;
  }

  @Override
  public String toString() {
    return name() + " count " + count + " stamps " + Arrays.toString(stamps);
  }
}
