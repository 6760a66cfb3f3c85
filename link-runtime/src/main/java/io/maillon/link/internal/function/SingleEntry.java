package io.maillon.link.internal.function;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.log.StateChange;
import java.util.List;
import java.util.Optional;

/** A state entry of which there is one per partition, stored when it changes. */
final class SingleEntry {
  private final Bytes stateKey;
  private Optional<Bytes> stored;

  SingleEntry(StateKey.Kind kind, Optional<Bytes> restored) {
    stateKey = StateKey.single(kind).encode();
    stored = restored;
  }

  Optional<Bytes> stored() {
    return stored;
  }

  void store(Optional<Bytes> value, List<StateChange> into) {
    if (!value.equals(stored)) {
      into.add(new StateChange(stateKey, value));
      stored = value;
    }
  }
}
