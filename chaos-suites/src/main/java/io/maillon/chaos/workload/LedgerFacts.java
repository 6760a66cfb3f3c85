package io.maillon.chaos.workload;

/** Takes what a run was given and what came out of it, one fact after the other. */
public interface LedgerFacts {
  /** Takes nothing. */
  LedgerFacts NONE = new LedgerFacts() {};

  /**
   * A record that a source emitted.
   *
   * @param stage {@link LedgerPipeline#ORDERS} or {@link LedgerPipeline#PAYMENTS}
   * @param n its number in the partition, from 0
   * @param amount of the order or payment
   * @param dueMs when it was due, milliseconds after the start
   */
  record Sent(String stage, int partition, long n, long account, long amount, long dueMs) {}

  /**
   * A line of the output: an order and its payment.
   *
   * @param sink partition
   * @param epoch of the owner that wrote it
   * @param writtenNs when it did, {@link System#nanoTime} of the machine
   * @param sum of the account's orders up to this one
   * @param payment amount of it
   */
  record Pair(
      int sink,
      long epoch,
      long writtenNs,
      long account,
      long sum,
      long payment,
      int orderPartition,
      long orderN,
      int paymentPartition,
      long paymentN) {}

  /** A source emitted a record. */
  default void sent(Sent record) {}

  /** A line of the output, each file in its order. */
  default void effect(Pair pair) {}

  /** State of an account at the end. */
  default void balance(long account, long count, long sum) {}
}
