package io.maillon.link.internal.function;

import io.maillon.link.codec.ByteOutput;
import io.maillon.protocol.Bytes;

/**
 * The key under which one state entry lies in the partition log:
 *
 * <pre>
 *   kind       1 byte, see {@link Kind}
 *   table      varint length, UTF-8 name; empty for what the runtime keeps for itself
 *   record key varint length, bytes
 *   sub-key    the rest: map key, list index (4 bytes, big-endian), timer tag; else empty
 * </pre>
 *
 * Varints are unsigned LEB128. This lies in logs: it may be added to, never changed.
 */
record StateKey(Kind kind, String table, Bytes recordKey, Bytes subKey) {
  /** What an entry is, and the byte that says so. */
  enum Kind {
    VALUE('v'),
    MAP('m'),
    LIST('l'),
    TIMER('t'),
    SOURCE_POSITION('p'),
    SINK_MARK('s'),
    /** Last key whose onKeyEnd is done, while the stream's end is spread over commits. */
    END_PROGRESS('e');

    private final byte code;

    Kind(char code) {
      this.code = (byte) code;
    }

    private static Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "state entry of kind " + code + ": expected one of v m l t p s e");
    }
  }

  /** An entry of which there is one per partition. */
  static StateKey single(Kind kind) {
    return new StateKey(kind, "", Bytes.EMPTY, Bytes.EMPTY);
  }

  Bytes encode() {
    ByteOutput out = new ByteOutput(4 + table.length() + recordKey.length() + subKey.length());
    out.writeByte(kind.code);
    int lengthAt = out.length();
    out.writeByte(0);
    out.writeUtf8(table);
    out.array()[lengthAt] = (byte) (out.length() - lengthAt - 1);
    out.writeVarLong(recordKey.length());
    out.write(recordKey);
    out.write(subKey);
    return out.length() == out.array().length ? Bytes.wrap(out.array()) : out.copy();
  }

  static StateKey decode(Bytes bytes) {
    Kind kind = Kind.of(bytes.at(0));
    int tableLength = bytes.at(1);
    Bytes table = bytes.slice(2, tableLength);
    int at = 2 + tableLength;
    int length = 0;
    int shift = 0;
    byte b;
    do {
      b = bytes.at(at++);
      length |= (b & 0x7F) << shift;
      shift += 7;
    } while (b < 0);
    Bytes recordKey = bytes.slice(at, length);
    int subAt = at + length;
    return new StateKey(kind, table.utf8(), recordKey, bytes.slice(subAt, bytes.length() - subAt));
  }
}
