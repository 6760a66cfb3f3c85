/** How good a detector is, measured on a trace of heartbeats. */
package io.maillon.detector.quality;
