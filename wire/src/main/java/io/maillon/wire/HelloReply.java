package io.maillon.wire;

import java.util.Optional;

/**
 * First frame of the side that listens.
 *
 * @param version to be spoken from here on, 0 if refused
 * @param features that both ends have, 0 if refused
 * @param refusal why not; the connection closes after it
 */
public record HelloReply(int version, long features, Optional<Refusal> refusal) {
  static HelloReply refused(Refusal refusal) {
    return new HelloReply(0, 0, Optional.of(refusal));
  }
}
