package io.maillon.chaos.workload;

/**
 * The records of one source partition: what order n and payment n are. Pure functions of (seed,
 * partition, n).
 *
 * <p>An account belongs to one source partition, so that the order of its records is defined.
 * Payments are those of the orders, of the same accounts equally often, but within each turn of 64
 * they come in another order: that the k-th payment meets the k-th order of its account is then the
 * work of the pipeline and not of equal numbers. Immutable.
 */
final class LedgerPartition {
  /** After whole turns every account has as many orders as payments. */
  static final int TURN = 64;

  private static final int AMOUNT_MAX = 10_000;

  private final int partition;
  private final int partitions;
  private final KeySkew skew;
  private final Draws accounts;
  private final Draws orderAmounts;
  private final Draws paymentAmounts;
  private final Draws turns;

  LedgerPartition(Workload workload, KeySkew skew, int partition, int partitions) {
    this.partition = partition;
    this.partitions = partitions;
    this.skew = skew;
    long seed = workload.seed();
    accounts = Draws.of(seed, Draws.Stream.ACCOUNT, partition);
    orderAmounts = Draws.of(seed, Draws.Stream.ORDER_AMOUNT, partition);
    paymentAmounts = Draws.of(seed, Draws.Stream.PAYMENT_AMOUNT, partition);
    turns = Draws.of(seed, Draws.Stream.PAYMENT_TURN, partition);
  }

  /** The same for all partitions; the accounts are shared out among them. */
  static KeySkew skew(Workload workload, int partitions) {
    return new KeySkew(ranks(workload, partitions), workload.skew());
  }

  /** How many accounts a partition has. */
  static int ranks(Workload workload, int partitions) {
    return (workload.accounts() + partitions - 1) / partitions;
  }

  /** How many orders a partition has, and payments. */
  static long count(Workload workload, int partitions) {
    return wholeTurns((workload.count() + partitions - 1) / partitions);
  }

  static long wholeTurns(long count) {
    return (count + TURN - 1) / TURN * TURN;
  }

  int orderAccount(long n) {
    return skew.rank(accounts.unit(n)) * partitions + partition;
  }

  int paymentAccount(long n) {
    return orderAccount(paidOrder(n));
  }

  int orderAmount(long n) {
    return 1 + orderAmounts.below(n, AMOUNT_MAX);
  }

  int paymentAmount(long n) {
    return 1 + paymentAmounts.below(n, AMOUNT_MAX);
  }

  /** Odd multiples run through all of a turn, as its length is a power of two. */
  private long paidOrder(long n) {
    long turn = n / TURN;
    long bits = turns.bits(turn);
    long place = ((bits | 1) * (n % TURN) + (bits >>> 32)) & (TURN - 1);
    return turn * TURN + place;
  }
}
