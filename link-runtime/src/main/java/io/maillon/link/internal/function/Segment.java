package io.maillon.link.internal.function;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.RecordFormat;
import io.maillon.recovery.instance.WorkResult.Draft;
import java.util.Arrays;

/**
 * Records for one target, written one after the other into a single growing array that becomes the
 * payload of a draft as it is. Owned by its {@link Outputs}.
 */
final class Segment {
  private static final int CAPACITY_MIN_BYTES = 256;

  /** Room for a full draft and the record that is one too many, so that it does not grow. */
  private static final int CAPACITY_MAX_BYTES = Outputs.DRAFT_BYTES_MAX + (4 << 10);

  private final PartitionId target;
  private ByteOutput out = new ByteOutput(0);
  private int count;
  private int capacityBytes = CAPACITY_MIN_BYTES;
  private int recordStart;
  private boolean cut;

  Segment(PartitionId target) {
    this.target = target;
  }

  int count() {
    return count;
  }

  int lengthBytes() {
    return out.length();
  }

  /** Appends a record and gives its encoded length. */
  <T> int add(Bytes key, T record, Codec<T> codec) {
    prepare();
    putLength(key.length());
    out.write(key);
    int lengthAt = out.reserve(1);
    codec.encode(record, out);
    int payload = out.length() - lengthAt - 1;
    if (payload > Outputs.RECORD_BYTES_MAX) {
      throw new IllegalArgumentException(
          "record of "
              + payload
              + " bytes emitted to "
              + target
              + ": expected at most "
              + Outputs.RECORD_BYTES_MAX);
    }
    setLength(lengthAt, payload);
    count++;
    return out.length() - recordStart;
  }

  /** Appends the record that was added last to the other segment, without encoding it again. */
  void addLastOf(Segment other) {
    prepare();
    out.write(other.out.array(), other.recordStart, other.out.length() - other.recordStart);
    count++;
  }

  /** Gives all but the last record as a draft and begins again with that one. */
  Draft cutBeforeLast() {
    ByteOutput rest = new ByteOutput(CAPACITY_MAX_BYTES);
    rest.write(out.array(), recordStart, out.length() - recordStart);
    Draft draft = new Draft(target, count - 1, compact(recordStart));
    out = rest;
    count = 1;
    recordStart = 0;
    cut = true;
    return draft;
  }

  /** Gives all records as a draft; the array goes with it. */
  Draft take() {
    Draft draft = new Draft(target, count, compact(out.length()));
    // The next run most likely brings about as much: start there and save the doubling.
    int likelyBytes = cut ? CAPACITY_MAX_BYTES : out.length() + out.length() / 8;
    capacityBytes = Math.min(CAPACITY_MAX_BYTES, Math.max(CAPACITY_MIN_BYTES, likelyBytes));
    out = new ByteOutput(0);
    count = 0;
    cut = false;
    return draft;
  }

  private void prepare() {
    if (count == 0) {
      out = new ByteOutput(capacityBytes);
    }
    recordStart = out.length();
  }

  /** What is in flight is bounded by length, so an array must not be much larger than it. */
  private Bytes compact(int length) {
    byte[] array = out.array();
    return length < array.length - array.length / 4
        ? Bytes.wrap(Arrays.copyOf(array, length))
        : Bytes.wrap(array, 0, length);
  }

  private void putLength(int length) {
    int at = out.reserve(RecordFormat.LENGTH_BYTES_MAX);
    out.truncate(RecordFormat.putLength(out.array(), at, length));
  }

  /** Puts the length into the one byte kept for it, or moves the payload up where it needs more. */
  private void setLength(int lengthAt, int payload) {
    int more = (31 - Integer.numberOfLeadingZeros(payload | 1)) / 7;
    if (more > 0) {
      out.reserve(more);
      byte[] array = out.array();
      System.arraycopy(array, lengthAt + 1, array, lengthAt + 1 + more, payload);
    }
    RecordFormat.putLength(out.array(), lengthAt, payload);
  }
}
