package io.maillon.chaos.checker.pipeline;

/**
 * How much the checker may remember before it answers UNKNOWN.
 *
 * @param entriesMax records, keys, orders and owners; 20 to 100 bytes each
 */
public record PipelineBudget(long entriesMax) {
  public static final PipelineBudget DEFAULT = new PipelineBudget(200_000_000);
}
