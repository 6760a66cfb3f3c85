package io.maillon.chaos.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LedgerPartitionTest {
  private static final Workload WORKLOAD = Workload.steady(42, 10_000, 1).accounts(100, 1.1);

  private static LedgerPartition partition(Workload workload, int index) {
    return new LedgerPartition(workload, LedgerPartition.skew(workload, 4), index, 4);
  }

  @Test
  void afterWholeTurnsEveryAccountIsPaidAsOftenAsItOrdered() {
    LedgerPartition records = partition(WORKLOAD, 3);
    int[] orders = new int[104];
    int[] payments = new int[104];
    int moved = 0;
    for (int n = 0; n < 100 * LedgerPartition.TURN; n++) {
      orders[records.orderAccount(n)]++;
      payments[records.paymentAccount(n)]++;
      moved += records.orderAccount(n) == records.paymentAccount(n) ? 0 : 1;
      if (n % LedgerPartition.TURN == LedgerPartition.TURN - 1) {
        assertArrayEquals(orders, payments, "after " + n);
      }
    }
    assertTrue(moved > 1000, moved + " payments stand elsewhere than their orders");
  }

  @Test
  void anAccountBelongsToOnePartition() {
    for (int index = 0; index < 4; index++) {
      for (int n = 0; n < 1000; n++) {
        assertEquals(index, partition(WORKLOAD, index).orderAccount(n) % 4);
      }
    }
  }

  @Test
  void recordsAreFunctionsOfSeedPartitionAndNumber() {
    LedgerPartition once = partition(WORKLOAD, 1);
    LedgerPartition again = partition(WORKLOAD, 1);
    long[] first = new long[500];
    for (int n = 0; n < first.length; n++) {
      first[n] = once.orderAmount(n) * 31L + once.paymentAmount(n);
    }
    for (int n = first.length - 1; n >= 0; n--) {
      assertEquals(first[n], again.orderAmount(n) * 31L + again.paymentAmount(n));
    }
    Workload other = Workload.steady(43, 10_000, 1).accounts(100, 1.1);
    assertNotEquals(first[0], partition(other, 1).orderAmount(0) * 31L);
  }

  @Test
  void countsAreWholeTurns() {
    assertEquals(2560, LedgerPartition.count(WORKLOAD, 4));
    assertEquals(64, LedgerPartition.wholeTurns(64));
    assertEquals(128, LedgerPartition.wholeTurns(65));
  }
}
