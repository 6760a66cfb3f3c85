package io.maillon.coordinator.internal.raft;

/**
 * When the Raft log is cut.
 *
 * @param segmentBytes size of a log file, the granularity of the cut
 * @param snapshotEntries a snapshot is taken after so many entries
 * @param keptEntries entries kept behind a snapshot, so that a short absence needs no snapshot
 */
public record LogBounds(long segmentBytes, long snapshotEntries, long keptEntries) {
  public static final LogBounds DEFAULT = new LogBounds(8 << 20, 20_000, 10_000);
}
