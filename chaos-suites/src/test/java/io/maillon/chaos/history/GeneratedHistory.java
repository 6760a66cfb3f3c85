package io.maillon.chaos.history;

import io.maillon.chaos.checker.pipeline.Fold;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A long history of a good run: several sources, keys that are skewed, sums, effects a little
 * behind their records, acknowledgements, owners, faults, samples.
 */
final class GeneratedHistory {
  private static final int SOURCES = 4;
  private static final int SINKS = 4;
  private static final int BEHIND = 1000;

  private final HistoryWriter writer;
  private final Random random = new Random(17);
  private final long[] sums;
  private final String[] keys;
  private final int[] keyOf;
  private final int[] valueOf;
  private final long records;

  private GeneratedHistory(HistoryWriter writer, long events, int keyCount) {
    this.writer = writer;
    this.records = (events - 2 - keyCount) * 1000 / 2022;
    this.sums = new long[keyCount];
    this.keys = new String[keyCount];
    for (int i = 0; i < keyCount; i++) {
      keys[i] = "customer-" + i;
    }
    this.keyOf = new int[BEHIND];
    this.valueOf = new int[BEHIND];
  }

  /**
   * Writes about so many events.
   *
   * @return how many
   */
  static long write(Path file, long events, int keyCount) throws IOException {
    try (HistoryWriter writer = new HistoryWriter(file)) {
      new GeneratedHistory(writer, events, keyCount).write();
      return writer.events();
    }
  }

  private void write() throws IOException {
    writer.append(
        new PipelineEvent.Run(
            "generated", "none", 17, "orders", 1, Fold.SUM, true, 60_000, List.of(), Map.of()));
    for (long i = 0; i < records + BEHIND; i++) {
      int slot = (int) (i % BEHIND);
      if (i >= BEHIND) {
        effect(i - BEHIND, slot);
      }
      if (i < records) {
        sent(i, slot);
      }
      if (i % 1000 == 999) {
        status(i);
      }
    }
    for (int i = 0; i < keys.length; i++) {
      if (sums[i] != 0) {
        writer.append(new PipelineEvent.State(keys[i], "" + sums[i]));
      }
    }
    writer.append(new PipelineEvent.End("DONE", "", records + 1));
  }

  private void sent(long i, int slot) throws IOException {
    keyOf[slot] = (int) (keys.length * Math.pow(random.nextDouble(), 3));
    valueOf[slot] = 1 + random.nextInt(1000);
    String source = "orders/" + i % SOURCES;
    writer.append(
        new PipelineEvent.Sent(source, i / SOURCES, keys[keyOf[slot]], "" + valueOf[slot]));
  }

  private void effect(long i, int slot) throws IOException {
    int key = keyOf[slot];
    sums[key] += valueOf[slot];
    writer.append(
        new PipelineEvent.Effect(
            "write/" + key % SINKS,
            1 + i / 100_000,
            keys[key],
            "orders/" + i % SOURCES,
            i / SOURCES,
            "" + sums[key]));
  }

  /** 22 events a thousand records. */
  private void status(long i) throws IOException {
    long done = Math.max(0, i - BEHIND) / SOURCES;
    for (int s = 0; s < SOURCES; s++) {
      String source = "orders/" + s;
      writer.append(new PipelineEvent.Owner(source, 1 + i / 100_000, "w" + i / 100_000, i));
      writer.append(new PipelineEvent.Released(source, 1 + i / 100_000, done + 10));
      writer.append(new PipelineEvent.Acked(source, done));
      writer.append(new PipelineEvent.Trimmed(source, done));
    }
    long atMs = Math.max(1, Math.min(i, records));
    writer.append(new PipelineEvent.Sample(atMs, i, 1000, 1.5, 20, 100));
    List<String> nodes = List.of("w1");
    PipelineEvent.Fault.Phase begin = PipelineEvent.Fault.Phase.BEGIN;
    writer.append(new PipelineEvent.Fault(i, "freeze", nodes, 0, begin, "state T", atMs));
    PipelineEvent.Fault.Phase end = PipelineEvent.Fault.Phase.END;
    writer.append(new PipelineEvent.Fault(i, "freeze", nodes, 0, end, "state S", atMs));
    for (int r = 0; r < 3; r++) {
      writer.append(
          new PipelineEvent.Recovery(
              "parse/" + r, 1, 2, "w1#1 exited", i, i, i, i, i, i, i, i, 17));
    }
  }
}
