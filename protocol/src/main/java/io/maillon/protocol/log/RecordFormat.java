package io.maillon.protocol.log;

import io.maillon.protocol.Bytes;

/**
 * How records lie in a batch: for each record its key length, key, payload length and payload; the
 * lengths are unsigned LEB128 varints. No Protobuf here: a varint pair costs a few nanoseconds, a
 * message per record four times the throughput.
 */
public final class RecordFormat {
  private RecordFormat() {}

  /** Largest encoding of one length. */
  public static final int LENGTH_BYTES_MAX = 5;

  /** Writes a length at the position and returns the position after it. */
  public static int putLength(byte[] target, int position, int length) {
    int at = position;
    int rest = length;
    while ((rest & ~0x7F) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    return at;
  }

  /** Walks the records of one batch; {@link #next()} first, then the accessors. */
  public static final class Reader {
    private final byte[] array;
    private final int end;
    private int position;
    private Bytes key = Bytes.EMPTY;
    private Bytes payload = Bytes.EMPTY;

    public Reader(Bytes records) {
      array = records.array();
      position = records.offset();
      end = position + records.length();
    }

    /**
     * Steps to the next record.
     *
     * @return false at the end of the batch
     * @throws IllegalArgumentException when a length points outside the batch
     */
    public boolean next() {
      if (position == end) {
        return false;
      }
      key = readSlice();
      payload = readSlice();
      return true;
    }

    public Bytes key() {
      return key;
    }

    public Bytes payload() {
      return payload;
    }

    private Bytes readSlice() {
      int length = readLength();
      if (length < 0 || length > end - position) {
        throw new IllegalArgumentException(
            "record length " + length + " with " + (end - position) + " bytes left in the batch");
      }
      Bytes slice = Bytes.wrap(array, position, length);
      position += length;
      return slice;
    }

    private int readLength() {
      int value = 0;
      for (int shift = 0; shift < 35; shift += 7) {
        if (position == end) {
          throw new IllegalArgumentException("batch ends inside a record length");
        }
        byte b = array[position++];
        value |= (b & 0x7F) << shift;
        if (b >= 0) {
          return shift == 28 && b > 0x0F ? tooLong() : value;
        }
      }
      return tooLong();
    }

    private static int tooLong() {
      throw new IllegalArgumentException("record length longer than 32 bits");
    }
  }
}
