package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.Fold;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.history.HistoryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Histories of runs as suites write them, with numbers that look real. */
final class SampleRun {
  static final long STARTED_MS = 1_763_740_800_000L;

  private final Random random = new Random(5);
  private final List<PipelineEvent> events = new ArrayList<>();
  private final int seconds;
  private long lastFaultMs;
  private long sent;

  private SampleRun(int seconds) {
    this.seconds = seconds;
  }

  /** Like a kill storm: so many faults of several kinds, each followed by a recovery. */
  static List<PipelineEvent> storm(int seconds, int faults) {
    SampleRun run = new SampleRun(seconds);
    run.begin("kill-storm", List.of("kill", "freeze", "cut"));
    List<String> kinds =
        List.of(
            "kill", "kill", "kill", "freeze", "freeze", "cut", "cut-one-way", "delay", "disk-slow");
    for (int i = 0; i < faults; i++) {
      long atMs = 2000 + (long) ((seconds - 6) * 1000.0 * i / faults) + run.random.nextInt(400);
      run.fault(i + 1, kinds.get(run.random.nextInt(kinds.size())), atMs);
    }
    run.samples();
    run.end();
    return run.events;
  }

  /** Nothing happens at all. */
  static List<PipelineEvent> empty() {
    SampleRun run = new SampleRun(0);
    run.begin("quiet", List.of());
    return run.events;
  }

  /** Takes one record effect twice and loses one, of names that need to be escaped. */
  static List<PipelineEvent> bad() {
    List<PipelineEvent> events = storm(60, 12);
    int last = events.size() - 1;
    events.add(last, new PipelineEvent.Sent("<b>/0", 7, "a & \"b\"", "5"));
    events.add(last, events.get(last - 1));
    return events;
  }

  static Path written(Path file, List<PipelineEvent> events) throws IOException {
    try (HistoryWriter writer = new HistoryWriter(file)) {
      for (PipelineEvent event : events) {
        writer.append(event);
      }
    }
    return file;
  }

  private void begin(String suite, List<String> kinds) {
    Map<String, String> settings =
        Map.of("replication", "2", "instances", "4", "coordinators", "3", "ratePerSecond", "4000");
    events.add(
        new PipelineEvent.Run(
            suite,
            "processes",
            5_551_201,
            "ledger",
            STARTED_MS,
            Fold.NONE,
            true,
            60_000,
            kinds,
            settings));
  }

  private void fault(long id, String kind, long atMs) {
    boolean lasts = !kind.equals("kill");
    String evidence =
        random.nextInt(25) == 0
            ? ""
            : kind.equals("kill") ? "pid " + (4000 + id) + " exited with 137" : "seen from outside";
    long amount = kind.equals("delay") ? 40 : 0;
    List<String> nodes = kind.startsWith("cut") ? List.of("w1", "c2") : List.of("w" + id % 4);
    lastFaultMs = STARTED_MS + atMs;
    events.add(
        new PipelineEvent.Fault(
            id, kind, nodes, amount, PipelineEvent.Fault.Phase.BEGIN, evidence, lastFaultMs, 5));
    if (lasts) {
      long toMs = lastFaultMs + 300 + random.nextInt(3000);
      events.add(
          new PipelineEvent.Fault(
              id, kind, nodes, amount, PipelineEvent.Fault.Phase.END, "healed", toMs));
    }
    if (kind.equals("kill") || kind.equals("freeze")) {
      recovery(id, kind);
    }
  }

  private void recovery(long id, String kind) {
    long failed = lastFaultMs;
    long suspected = failed + (kind.equals("kill") ? 3 : 180) + random.nextInt(20);
    long declared = suspected + 2 + random.nextInt(10) + (kind.equals("kill") ? 0 : 300);
    long claimed = declared + 3 + random.nextInt(12);
    long activated = claimed + 5 + random.nextInt(40);
    long first = activated + 2 + (long) Math.exp(random.nextGaussian() + 2.5);
    long caughtUp = first + 20 + (long) Math.exp(random.nextGaussian() + 4.5);
    events.add(new PipelineEvent.Death("w" + id % 4 + "#" + id, "gone", failed, declared));
    events.add(
        new PipelineEvent.Recovery(
            "keep/" + id % 8,
            id,
            id + 1,
            "w" + id % 4 + "#" + id + " " + (kind.equals("kill") ? "exited" : "is silent"),
            failed,
            suspected,
            declared,
            claimed,
            claimed + 3 + random.nextInt(2),
            activated,
            first,
            caughtUp,
            random.nextInt(400)));
  }

  private void samples() {
    for (int second = 1; second <= seconds; second++) {
      boolean dip = random.nextInt(9) == 0;
      int records = (int) ((dip ? 900 : 3900) + random.nextGaussian() * 150);
      records = second % 47 == 0 ? 0 : Math.max(0, records);
      sent += records;
      double p50 = 3 + Math.abs(random.nextGaussian());
      double p99 = p50 * (dip ? 80 : 6) * (1 + random.nextDouble());
      events.add(
          new PipelineEvent.Sample(
              STARTED_MS + second * 1000L,
              sent,
              records,
              records == 0 ? 0 : p50,
              records == 0 ? 0 : p99,
              records == 0 ? 0 : p99 * (1.2 + random.nextDouble())));
    }
  }

  private void end() {
    for (int i = 1; i <= 500; i++) {
      String key = "k" + i % 20;
      events.add(new PipelineEvent.Sent("orders/0", i, key, "1"));
      events.add(new PipelineEvent.Effect("write/" + i % 2, 1, key, "orders/0", i, ""));
    }
    events.add(new PipelineEvent.End("DONE", "", STARTED_MS + seconds * 1000L + 700));
  }
}
