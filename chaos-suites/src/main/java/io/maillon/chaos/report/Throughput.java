package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * How much came through, and how fast, in equal stretches of time: samples of one stretch are added
 * up, since a page has no use for more stretches than it has pixels.
 */
final class Throughput {
  private static final int STRETCHES_MAX = 600;

  private final List<Stretch> stretches = new ArrayList<>();
  private long longestSilenceMs;

  /**
   * @param records that came through in it
   * @param p50Ms mean of the samples' medians, weighted by their records; 0 = nothing came
   * @param p99Ms highest of the samples
   */
  record Stretch(long fromMs, long toMs, long records, double p50Ms, double p99Ms, double maxMs) {
    double perSecond() {
      return records * 1000.0 / Math.max(1, toMs - fromMs);
    }
  }

  Throughput(List<PipelineEvent.Sample> samples, long fromMs) {
    silence(samples, fromMs);
    int each = (samples.size() + STRETCHES_MAX - 1) / STRETCHES_MAX;
    long beginMs = fromMs;
    for (int i = 0; i < samples.size(); i += each) {
      List<PipelineEvent.Sample> some = samples.subList(i, Math.min(samples.size(), i + each));
      Stretch stretch = stretch(some, beginMs);
      if (stretch.toMs() > stretch.fromMs()) {
        stretches.add(stretch);
        beginMs = stretch.toMs();
      }
    }
  }

  private static Stretch stretch(List<PipelineEvent.Sample> samples, long fromMs) {
    long records = samples.stream().mapToLong(PipelineEvent.Sample::newRecords).sum();
    List<PipelineEvent.Sample> some = samples.stream().filter(s -> s.newRecords() > 0).toList();
    double weighted = some.stream().mapToDouble(s -> s.p50Ms() * s.newRecords()).sum();
    return new Stretch(
        fromMs,
        samples.get(samples.size() - 1).atMs(),
        records,
        records == 0 ? 0 : weighted / records,
        some.stream().mapToDouble(PipelineEvent.Sample::p99Ms).max().orElse(0),
        some.stream().mapToDouble(PipelineEvent.Sample::maxMs).max().orElse(0));
  }

  List<Stretch> stretches() {
    return stretches;
  }

  boolean hasLatency() {
    return maxMs() > 0;
  }

  long records() {
    return stretches.stream().mapToLong(Stretch::records).sum();
  }

  double meanPerSecond() {
    if (stretches.isEmpty()) {
      return 0;
    }
    long spanMs = stretches.get(stretches.size() - 1).toMs() - stretches.get(0).fromMs();
    return records() * 1000.0 / Math.max(1, spanMs);
  }

  double maxPerSecond() {
    return stretches.stream().mapToDouble(Stretch::perSecond).max().orElse(0);
  }

  /** Mean of the medians, weighted by records. */
  double p50Ms() {
    double weighted = stretches.stream().mapToDouble(s -> s.p50Ms() * s.records()).sum();
    return weighted / Math.max(1, records());
  }

  double worstP99Ms() {
    return stretches.stream().mapToDouble(Stretch::p99Ms).max().orElse(0);
  }

  double maxMs() {
    return stretches.stream().mapToDouble(Stretch::maxMs).max().orElse(0);
  }

  private void silence(List<PipelineEvent.Sample> samples, long fromMs) {
    long sinceMs = fromMs;
    for (PipelineEvent.Sample sample : samples) {
      if (sample.newRecords() > 0) {
        sinceMs = sample.atMs();
      }
      longestSilenceMs = Math.max(longestSilenceMs, sample.atMs() - sinceMs);
    }
  }

  /** How long nothing came through, the longest such time, as far as samples tell. */
  long longestSilenceMs() {
    return longestSilenceMs;
  }
}
