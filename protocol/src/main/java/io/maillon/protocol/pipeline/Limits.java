package io.maillon.protocol.pipeline;

/**
 * Memory bounds of a pipeline; every buffer has one.
 *
 * @param windowBytes credit of a channel: what may wait at its receiver
 * @param inFlightBytes what a partition keeps committed and unacknowledged, or not yet committed,
 *     before it stops taking input
 * @param batchBytes input that one commit consumes at the most
 */
public record Limits(int windowBytes, int inFlightBytes, int batchBytes) {
  /** For functions with some 64 MB and more: 256 KiB windows, 4 MiB in flight, 64 KiB batches. */
  public static final Limits DEFAULT = new Limits(256 << 10, 4 << 20, 64 << 10);
}
