package io.maillon.detector.evidence;

import java.util.Objects;

/**
 * One thing learned about one instance, for or against its life.
 *
 * @param <I> identifies an instance, best an incarnation: what restarts is somebody else
 */
public sealed interface Evidence<I extends Comparable<I>> {
  /** The connection between it and us closed; no other connection of the same life is open. */
  record ConnectionClosed<I extends Comparable<I>>() implements Evidence<I> {}

  /** We tried to reach it on our own after the connection closed, and its host said no. */
  record ConnectionRefused<I extends Comparable<I>>() implements Evidence<I> {}

  /**
   * Its launcher saw the process end.
   *
   * @param exitCode as the operating system tells it; 128 + n after signal n
   */
  record ProcessExited<I extends Comparable<I>>(int exitCode) implements Evidence<I> {}

  /**
   * The detector suspects its silence.
   *
   * @param suspicion in the detector's unit
   */
  record HeartbeatsLate<I extends Comparable<I>>(double suspicion) implements Evidence<I> {}

  /** What another instance says about it. */
  record PeerReport<I extends Comparable<I>>(I peer, PeerView view) implements Evidence<I> {
    public PeerReport {
      Objects.requireNonNull(peer, "peer");
      Objects.requireNonNull(view, "view");
    }
  }

  /**
   * It beats, has input and credit, and yet does not move: a hang or a grey failure.
   *
   * @param what stands still, for the reason: {@code parse/3}
   */
  record NoProgress<I extends Comparable<I>>(String what) implements Evidence<I> {
    public NoProgress {
      Objects.requireNonNull(what, "what");
    }
  }

  /**
   * It is connected and has answered the handshake; an accepted TCP connection alone is no life.
   */
  record Connected<I extends Comparable<I>>() implements Evidence<I> {}

  /** A heartbeat arrived. */
  record Heartbeat<I extends Comparable<I>>() implements Evidence<I> {}

  /** What stood still moves again. */
  record Progress<I extends Comparable<I>>() implements Evidence<I> {}

  /** How a peer sees an instance. */
  enum PeerView {
    /** It answered the peer: an answer of its own, not of its kernel. */
    REACHABLE,
    /** It did not answer the peer in time. */
    UNREACHABLE,
    /** The peer's connection to it closed. */
    CLOSED
  }
}
