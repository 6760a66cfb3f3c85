package io.maillon.chaos.workload;

import java.io.IOException;
import java.util.Arrays;

/**
 * What must come out: the pairs of every account in order, by playing the generators. A pair takes
 * 20 bytes. Immutable.
 */
final class LedgerExpectation {
  private final Workload workload;
  private final int partitions;
  private final int countPerPartition;
  private final LedgerPartition[] sources;

  /** By account: index of its first pair; one more at the end. */
  private final int[] firsts;

  private final int[] orderNs;
  private final int[] paymentNs;
  private final long[] sums;
  private final int[] dueMs;

  /**
   * @param partitions of each source
   * @param countPerPartition records that each source partition emitted
   */
  LedgerExpectation(Workload workload, int partitions, long countPerPartition) throws IOException {
    this.workload = workload;
    this.partitions = partitions;
    this.countPerPartition = Math.toIntExact(countPerPartition);
    sources = new LedgerPartition[partitions];
    KeySkew skew = LedgerPartition.skew(workload, partitions);
    Arrays.setAll(sources, p -> new LedgerPartition(workload, skew, p, partitions));
    int pairs = Math.multiplyExact(this.countPerPartition, partitions);
    firsts = new int[LedgerPartition.ranks(workload, partitions) * partitions + 1];
    orderNs = new int[pairs];
    paymentNs = new int[pairs];
    sums = new long[pairs];
    dueMs = new int[pairs];
    countAccounts();
    playOrders();
    playPayments();
  }

  private void countAccounts() {
    for (LedgerPartition source : sources) {
      for (int n = 0; n < countPerPartition; n++) {
        firsts[source.orderAccount(n) + 1]++;
      }
    }
    for (int account = 0; account < firsts.length - 1; account++) {
      firsts[account + 1] += firsts[account];
    }
  }

  private void playOrders() throws IOException {
    int[] next = firsts.clone();
    for (int p = 0; p < partitions; p++) {
      Arrivals arrivals = workload.arrivals(Draws.Stream.ORDER_ARRIVAL, p, partitions);
      for (int n = 0; n < countPerPartition; n++) {
        int account = sources[p].orderAccount(n);
        int pair = next[account]++;
        orderNs[pair] = n;
        long before = pair == firsts[account] ? 0 : sums[pair - 1];
        sums[pair] = before + sources[p].orderAmount(n);
        dueMs[pair] = Math.toIntExact(arrivals.dueUs(n) / 1000);
      }
    }
  }

  private void playPayments() throws IOException {
    int[] next = firsts.clone();
    for (int p = 0; p < partitions; p++) {
      Arrivals arrivals = workload.arrivals(Draws.Stream.PAYMENT_ARRIVAL, p, partitions);
      for (int n = 0; n < countPerPartition; n++) {
        int pair = next[sources[p].paymentAccount(n)]++;
        paymentNs[pair] = n;
        dueMs[pair] = Math.max(dueMs[pair], Math.toIntExact(arrivals.dueUs(n) / 1000));
      }
    }
  }

  int pairs() {
    return orderNs.length;
  }

  int accounts() {
    return firsts.length - 1;
  }

  /** How many pairs an account has. */
  int count(int account) {
    return firsts[account + 1] - firsts[account];
  }

  /** Index of a pair; -1 = there is none such. */
  int find(long account, long k) {
    return account < accounts() && k >= 1 && k <= count((int) account)
        ? (int) (firsts[(int) account] + k - 1)
        : -1;
  }

  /** The account that a pair belongs to. */
  int account(int pair) {
    // Accounts without pairs begin where the next one does: the last of them has it.
    int low = 0;
    int high = accounts() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firsts[middle] <= pair) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The sum of all orders of an account. */
  long sum(int account) {
    return count(account) == 0 ? 0 : sums[firsts[account + 1] - 1];
  }

  /** Whether a line says of its pair what it must, ids apart. */
  boolean hasValues(int pair, LedgerLine line) {
    return line.sum() == sums[pair]
        && line.payment() == payment(pair, (int) line.account())
        && line.dueMs() == dueMs[pair];
  }

  /** Whether a line names the records that its pair is made of. */
  boolean hasIds(int pair, LedgerLine line) {
    int partition = (int) line.account() % partitions;
    return line.orderPartition() == partition
        && line.paymentPartition() == partition
        && line.orderN() == orderNs[pair]
        && line.paymentN() == paymentNs[pair];
  }

  private long payment(int pair, int account) {
    return sources[account % partitions].paymentAmount(paymentNs[pair]);
  }

  /** A pair as text, like a line. */
  String describe(int pair) {
    int account = account(pair);
    int partition = account % partitions;
    return "account "
        + account
        + " k "
        + (pair - firsts[account] + 1)
        + " sum "
        + sums[pair]
        + " payment "
        + payment(pair, account)
        + " order "
        + partition
        + "/"
        + orderNs[pair]
        + " payment "
        + partition
        + "/"
        + paymentNs[pair]
        + " due "
        + dueMs[pair]
        + " ms";
  }

  /** Tells all records that the sources emitted, in turn. */
  void tellSent(LedgerFacts facts) throws IOException {
    Arrivals[] orders = new Arrivals[partitions];
    Arrivals[] payments = new Arrivals[partitions];
    for (int p = 0; p < partitions; p++) {
      orders[p] = workload.arrivals(Draws.Stream.ORDER_ARRIVAL, p, partitions);
      payments[p] = workload.arrivals(Draws.Stream.PAYMENT_ARRIVAL, p, partitions);
    }
    for (int n = 0; n < countPerPartition; n++) {
      for (int p = 0; p < partitions; p++) {
        LedgerPartition s = sources[p];
        long orderMs = orders[p].dueUs(n) / 1000;
        facts.sent(
            new LedgerFacts.Sent(
                LedgerPipeline.ORDERS, p, n, s.orderAccount(n), s.orderAmount(n), orderMs));
        long paidMs = payments[p].dueUs(n) / 1000;
        facts.sent(
            new LedgerFacts.Sent(
                LedgerPipeline.PAYMENTS, p, n, s.paymentAccount(n), s.paymentAmount(n), paidMs));
      }
    }
  }
}
