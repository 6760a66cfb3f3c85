package io.maillon.chaos.workload;

import io.maillon.chaos.workload.LedgerReport.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Judges the final output of a {@link LedgerPipeline} by playing its generators without a pipeline.
 * Reads files line by line; of each pair it keeps 20 bytes. Owned by one thread; serves once.
 */
public final class LedgerReplay {
  private final LedgerPipeline pipeline;
  private final LedgerExpectation expected;
  private final LedgerReport report = new LedgerReport();
  private final LedgerLine line = new LedgerLine();
  private final BitSet seen = new BitSet();

  /** By account: highest k so far, and the file it was in, -1 = none. */
  private final int[] lastKs;

  private final int[] sinks;

  /**
   * @param countPerPartition records that each source partition emitted: {@link
   *     LedgerPipeline#countPerPartition}, or where {@link RunFiles#end} stopped it
   */
  public LedgerReplay(LedgerPipeline pipeline, long countPerPartition) throws IOException {
    this.pipeline = pipeline;
    expected =
        new LedgerExpectation(pipeline.workload(), pipeline.shape().sources(), countPerPartition);
    lastKs = new int[expected.accounts()];
    sinks = new int[expected.accounts()];
    Arrays.fill(sinks, -1);
  }

  /** How many lines there must be. */
  public long pairs() {
    return expected.pairs();
  }

  /** Tells what the sources emitted, each partition in its order. */
  public void tellSent(LedgerFacts facts) throws IOException {
    expected.tellSent(facts);
  }

  /**
   * Reads all outputs of a pipeline that is done.
   *
   * @param facts is told each line that can be read
   */
  public LedgerReport check(LedgerFacts facts) throws IOException {
    for (int sink = 0; sink < pipeline.outputs().size(); sink++) {
      int partition = sink;
      Path file = pipeline.outputs().get(sink);
      if (!Files.exists(file)) {
        continue; // As good as empty: what should be in it is lost.
      }
      LineFile.read(
          file,
          (number, array, offset, length) -> {
            report.countLine();
            judge(partition, file, number, array, offset, length, facts);
          });
    }
    for (int lost = seen.nextClearBit(0);
        lost < expected.pairs();
        lost = seen.nextClearBit(lost + 1)) {
      report.add(Fault.LOST, expected.describe(lost));
    }
    new BalancesCheck(expected, report).check(pipeline.balances(), facts);
    return report;
  }

  private void judge(
      int sink, Path file, long number, byte[] array, int offset, int length, LedgerFacts facts) {
    String place = file.getFileName() + ":" + number + ": ";
    try {
      line.read(array, offset, length);
    } catch (IllegalArgumentException e) {
      report.add(Fault.PHANTOM, place + e.getMessage());
      return;
    }
    facts.effect(line.pair(sink));
    int pair = expected.find(line.account(), line.k());
    if (pair < 0) {
      report.add(Fault.PHANTOM, place + line);
    } else if (seen.get(pair)) {
      report.add(Fault.DOUBLED, place + line);
    } else {
      seen.set(pair);
      judgeContent(place, pair);
      judgeOrder(place, sink);
    }
  }

  private void judgeContent(String place, int pair) {
    boolean ids = expected.hasIds(pair, line);
    if (!ids || !expected.hasValues(pair, line)) {
      report.add(
          ids ? Fault.CHANGED : Fault.REORDERED,
          place + line + ": expected " + expected.describe(pair));
    }
  }

  private void judgeOrder(String place, int sink) {
    int account = (int) line.account();
    if (line.k() < lastKs[account]) {
      report.add(Fault.REORDERED, place + line + ": comes after k " + lastKs[account]);
    }
    if (sinks[account] >= 0 && sinks[account] != sink) {
      report.add(Fault.REORDERED, place + line + ": the account is in file " + sinks[account]);
    }
    lastKs[account] = Math.max(lastKs[account], (int) line.k());
    sinks[account] = sink;
  }
}
