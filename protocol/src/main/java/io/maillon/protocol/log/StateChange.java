package io.maillon.protocol.log;

import io.maillon.protocol.Bytes;
import java.util.Optional;

/**
 * One entry of a partition's state, set or removed.
 *
 * @param key table, record key and sub-key, encoded by the runtime
 * @param value empty = removed
 */
public record StateChange(Bytes key, Optional<Bytes> value) {
  public int sizeBytes() {
    return key.length() + value.map(Bytes::length).orElse(0) + OVERHEAD_BYTES;
  }

  private static final int OVERHEAD_BYTES = 32;
}
