/**
 * Checker of what a pipeline did in one run: events go in, a verdict comes out. Pure and streaming:
 * nothing is kept per event but a few numbers per input record. See docs/chaos/checkers.md.
 */
package io.maillon.chaos.checker.pipeline;
