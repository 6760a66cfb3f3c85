package io.maillon.chaos.workload;

import io.maillon.chaos.workload.LedgerReport.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/** Compares the ledger's state at the end with that of the replay. Owned by one thread. */
final class BalancesCheck {
  private final LedgerExpectation expected;
  private final LedgerReport report;
  private final Fields fields = new Fields(3);
  private final BitSet seen = new BitSet();

  BalancesCheck(LedgerExpectation expected, LedgerReport report) {
    this.expected = expected;
    this.report = report;
  }

  void check(Path file, LedgerFacts facts) throws IOException {
    if (Files.exists(file)) { // Else it is as good as empty.
      LineFile.read(
          file,
          (number, array, offset, length) ->
              judge(file.getFileName() + ":" + number + ": ", array, offset, length, facts));
    }
    for (int account = 0; account < expected.accounts(); account++) {
      if (expected.count(account) > 0 && !seen.get(account)) {
        report.add(Fault.STATE, "account " + account + " is missing: expected " + state(account));
      }
    }
  }

  private void judge(String place, byte[] array, int offset, int length, LedgerFacts facts) {
    try {
      fields.read(array, offset, length);
    } catch (IllegalArgumentException e) {
      report.add(Fault.STATE, place + e.getMessage());
      return;
    }
    long account = fields.value(0);
    long count = fields.value(1);
    long sum = fields.value(2);
    facts.balance(account, count, sum);
    String found = place + "account " + account + " count " + count + " sum " + sum;
    if (account >= expected.accounts()) {
      report.add(Fault.STATE, found + ": expected no such account");
      return;
    }
    if (seen.get((int) account)) {
      report.add(Fault.STATE, found + ": expected it once");
    } else if (count != expected.count((int) account) || sum != expected.sum((int) account)) {
      report.add(Fault.STATE, found + ": expected " + state((int) account));
    }
    seen.set((int) account);
  }

  private String state(int account) {
    return "count " + expected.count(account) + " sum " + expected.sum(account);
  }
}
