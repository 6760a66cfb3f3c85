package io.maillon.wire;

import java.util.Optional;

/**
 * What one end speaks: a range of protocol versions and a set of features. Two ends speak the
 * highest version that both know and use the features that both have.
 *
 * @param versionMin lowest version spoken
 * @param versionMax highest version spoken
 * @param features bit set; a bit means the same for ever
 */
public record Dialect(int versionMin, int versionMax, long features) {
  /** Of this build: version 1, no features yet. */
  public static final Dialect CURRENT = new Dialect(1, 1, 0);

  public Dialect {
    if (versionMin < 1 || versionMax < versionMin) {
      throw new IllegalArgumentException(
          "versions " + versionMin + " to " + versionMax + ": expected 1 <= min <= max");
    }
  }

  /** Highest version in common with the side that says hello; empty = there is none. */
  public Optional<Integer> commonVersion(Hello hello) {
    int version = Math.min(versionMax, hello.versionMax());
    boolean common = version >= versionMin && version >= hello.versionMin();
    return common ? Optional.of(version) : Optional.empty();
  }
}
