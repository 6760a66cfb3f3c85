package io.maillon.link;

/** What a log write waits for. */
public enum LogSync {
  /** The page cache: survives the death of any process, not that of the host. */
  NONE,
  /** The disk: survives a power failure, at the price of a disk round trip per batch. */
  COMMIT
}
