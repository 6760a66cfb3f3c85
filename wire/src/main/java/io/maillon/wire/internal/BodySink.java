package io.maillon.wire.internal;

import io.maillon.protocol.Bytes;

/** Where the raw part of a frame goes: counted first, so that its limit holds, then written. */
public interface BodySink {
  void slice(Bytes slice);

  /** An unsigned LEB128 varint. */
  void length(int length);
}
