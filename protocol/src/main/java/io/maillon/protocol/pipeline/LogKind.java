package io.maillon.protocol.pipeline;

import java.util.Locale;

/** Where an instance keeps partition logs. */
public enum LogKind {
  MEMORY,
  /** A memory-mapped file: survives kill -9 of the process on the same host. */
  FILE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
