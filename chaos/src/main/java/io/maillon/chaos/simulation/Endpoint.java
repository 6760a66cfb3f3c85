package io.maillon.chaos.simulation;

/** A process as the network sees it. */
interface Endpoint {
  /** Unique among all that ever lived. */
  String name();

  /** Whether its process is gone. */
  boolean isGone();

  boolean isFrozen();

  /** Added to every message from or to it, always: some machines are far away. */
  default long lagNs() {
    return 0;
  }

  /** Has it act in a while; what reaches the frozen waits, what reaches the dead is void. */
  void post(long delayNs, Runnable action);
}
