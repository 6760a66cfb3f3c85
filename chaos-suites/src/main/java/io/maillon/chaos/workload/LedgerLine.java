package io.maillon.chaos.workload;

/**
 * A line of the join's output, {@code account,k,sum,payment,orderPartition,orderN,paymentPartition,
 * paymentN,dueMs,epoch,writtenNs}: the k-th order of the account, the sum up to it, the k-th
 * payment, both their ids, when the later of them was due, in milliseconds after the start, and
 * what {@link LedgerSink} adds. Shows one line after the other. Owned by one thread.
 */
final class LedgerLine {
  private final Fields fields = new Fields(11);

  /**
   * @throws IllegalArgumentException showing what is no such line
   */
  void read(byte[] array, int offset, int length) {
    fields.read(array, offset, length);
  }

  long account() {
    return fields.value(0);
  }

  long k() {
    return fields.value(1);
  }

  long sum() {
    return fields.value(2);
  }

  long payment() {
    return fields.value(3);
  }

  long orderPartition() {
    return fields.value(4);
  }

  long orderN() {
    return fields.value(5);
  }

  long paymentPartition() {
    return fields.value(6);
  }

  long paymentN() {
    return fields.value(7);
  }

  long dueMs() {
    return fields.value(8);
  }

  /** The line as a fact. */
  LedgerFacts.Pair pair(int sink) {
    return new LedgerFacts.Pair(
        sink,
        fields.value(9),
        fields.value(10),
        account(),
        sum(),
        payment(),
        (int) orderPartition(),
        orderN(),
        (int) paymentPartition(),
        paymentN());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("account " + account() + " k " + k());
    text.append(" sum ").append(sum()).append(" payment ").append(payment());
    text.append(" order ").append(orderPartition()).append('/').append(orderN());
    text.append(" payment ").append(paymentPartition()).append('/').append(paymentN());
    return text.append(" due ").append(dueMs()).append(" ms").toString();
  }
}
