/**
 * Checkers of recorded histories: what clients asked and were told goes in, a verdict comes out.
 * Pure: lines and values in, values out. See docs/chaos/checkers.md.
 */
package io.maillon.chaos.checker;
