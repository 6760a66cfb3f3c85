/** Arithmetic and text that the detectors share; not for use elsewhere. */
package io.maillon.detector.internal;
