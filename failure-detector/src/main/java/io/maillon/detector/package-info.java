/**
 * Who is alive, as far as one can know: adaptive detectors, and a monitor that fuses them with
 * every other kind of evidence. Pure: time comes in as {@code nowNs}, any monotonic clock of the
 * caller's; only differences count, so it may wrap. See docs/protocol/failure-detector.md.
 */
package io.maillon.detector;
