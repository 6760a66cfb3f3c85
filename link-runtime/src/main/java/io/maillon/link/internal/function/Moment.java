package io.maillon.link.internal.function;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What user code is being called for right now: names it in messages, and for the world outside.
 * Owned by the thread that runs the function.
 */
final class Moment {
  private enum Kind {
    OPEN,
    RECORD,
    TIMER,
    KEY_END,
    END,
    POLL,
    FLUSH,
    FINISH
  }

  private final PartitionId partition;
  private Kind kind = Kind.OPEN;
  private PartitionId upstream;
  private long offset;
  private Timers.Timer timer;
  private Bytes key = Bytes.EMPTY;

  Moment(PartitionId partition) {
    this.partition = partition;
  }

  void record(PartitionId from, long recordOffset, Bytes recordKey) {
    kind = Kind.RECORD;
    upstream = from;
    offset = recordOffset;
    key = recordKey;
  }

  void timer(Timers.Timer due) {
    kind = Kind.TIMER;
    timer = due;
    key = due.key();
  }

  void keyEnd(Bytes ofKey) {
    kind = Kind.KEY_END;
    key = ofKey;
  }

  void end() {
    kind = Kind.END;
    key = Bytes.EMPTY;
  }

  void poll() {
    kind = Kind.POLL;
  }

  void flush() {
    kind = Kind.FLUSH;
  }

  void finish() {
    kind = Kind.FINISH;
  }

  Bytes key() {
    return key;
  }

  PartitionId upstream() {
    requireRecord("upstream");
    return upstream;
  }

  long offset() {
    requireRecord("offset");
    return offset;
  }

  /** Unique in the pipeline, and the same when the call is made again. */
  String idempotencyKey() {
    return switch (kind) {
      case RECORD -> upstream + "@" + offset;
      case TIMER -> partition + "!" + hex() + "!" + timer.tag() + "@" + timer.atMs();
      case KEY_END -> partition + "!" + hex() + "!end";
      default -> partition + "!" + kind.name().toLowerCase(Locale.ROOT);
    };
  }

  /** For messages; keys are data and stay out of them. */
  @Override
  public String toString() {
    return switch (kind) {
      case OPEN -> "opening it";
      case RECORD -> "record " + upstream + " offset " + offset;
      case TIMER -> "timer '" + timer.tag() + "' set for " + timer.atMs() + " ms";
      case KEY_END -> "the end of a key of " + key.length() + " bytes";
      case END -> "the end of its input";
      case POLL -> "polling it";
      case FLUSH -> "flushing it";
      case FINISH -> "finishing its output";
    };
  }

  private String hex() {
    return HexFormat.of().formatHex(key.array(), key.offset(), key.offset() + key.length());
  }

  private void requireRecord(String what) {
    if (kind != Kind.RECORD) {
      throw new IllegalStateException(
          "there is no " + what + " at " + this + ": expected a call while a record is processed");
    }
  }
}
