package io.maillon.chaos.workload;

/** Takes what a run was given and what came out of it, one fact after the other. */
public interface LedgerFacts {
  /**
   * A source emitted a record.
   *
   * @param stage {@link LedgerPipeline#ORDERS} or {@link LedgerPipeline#PAYMENTS}
   * @param n its number in the partition, from 0
   * @param amount of the order or payment
   * @param dueMs when it was due, milliseconds after the start
   */
  void sent(String stage, int partition, long n, long account, long amount, long dueMs);

  /**
   * A line of the output.
   *
   * @param sink partition
   * @param line number in its file, from 1
   * @param k that it is the k-th of the account, from 1
   * @param sum of the account's orders up to this one
   */
  void effect(
      int sink,
      long line,
      long account,
      long k,
      long sum,
      long payment,
      int orderPartition,
      long orderN,
      int paymentPartition,
      long paymentN);

  /** State of an account at the end. */
  void balance(long account, long count, long sum);

  /** Takes nothing. */
  LedgerFacts NONE =
      new LedgerFacts() {
        @Override
        public void sent(
            String stage, int partition, long n, long account, long amount, long dueMs) {}

        @Override
        public void effect(
            int sink,
            long line,
            long account,
            long k,
            long sum,
            long payment,
            int orderPartition,
            long orderN,
            int paymentPartition,
            long paymentN) {}

        @Override
        public void balance(long account, long count, long sum) {}
      };
}
