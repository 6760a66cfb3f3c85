/**
 * Runs user code for one partition: decodes its input, keeps its state and timers, encodes and
 * routes what it emits, and gives it all as one result.
 */
package io.maillon.link.internal.function;
