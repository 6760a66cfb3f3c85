package io.maillon.chaos.checker.pipeline;

/**
 * A record that went into an effect.
 *
 * @param output which of the record's effects this is, from 0; for records that have several
 */
public record Input(String source, long offset, int output) {
  @Override
  public String toString() {
    return source + " offset " + offset + (output == 0 ? "" : " output " + output);
  }
}
