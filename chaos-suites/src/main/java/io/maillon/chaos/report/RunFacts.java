package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.EventConsumer;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a report shows of a run beside the verdict. Records and effects are not kept. */
final class RunFacts implements EventConsumer {
  private final Map<Long, PipelineEvent.Fault> begun = new LinkedHashMap<>();
  private final Map<Long, Long> ended = new LinkedHashMap<>();
  private final List<PipelineEvent.Recovery> recoveries = new ArrayList<>();
  private final List<PipelineEvent.Sample> samples = new ArrayList<>();
  private final Detections detections = new Detections();
  private Optional<PipelineEvent.Run> run = Optional.empty();
  private Optional<PipelineEvent.End> end = Optional.empty();

  @Override
  public void accept(int line, PipelineEvent event) {
    detections.accept(line, event);
    if (event instanceof PipelineEvent.Run e) {
      run = Optional.of(e);
    } else if (event instanceof PipelineEvent.Fault e) {
      if (e.phase() == PipelineEvent.Fault.Phase.BEGIN) {
        begun.put(e.id(), e);
      } else {
        ended.put(e.id(), e.atMs());
      }
    } else if (event instanceof PipelineEvent.Recovery e) {
      recoveries.add(e);
    } else if (event instanceof PipelineEvent.Sample e) {
      samples.add(e);
    } else if (event instanceof PipelineEvent.End e) {
      end = Optional.of(e);
    }
  }

  Optional<PipelineEvent.Run> run() {
    return run;
  }

  Optional<PipelineEvent.End> end() {
    return end;
  }

  List<PipelineEvent.Recovery> recoveries() {
    return recoveries;
  }

  /** In the order of time. */
  List<PipelineEvent.Sample> samples() {
    samples.sort(Comparator.comparingLong(PipelineEvent.Sample::atMs));
    return samples;
  }

  /** By kind, each in the order of time. */
  Map<String, List<FaultSpan>> faults() {
    Map<String, List<FaultSpan>> byKind = new TreeMap<>();
    begun.values().stream()
        .sorted(Comparator.comparingLong(PipelineEvent.Fault::atMs))
        .forEach(
            f ->
                byKind
                    .computeIfAbsent(f.kind(), k -> new ArrayList<>())
                    .add(
                        new FaultSpan(
                            f, Math.max(f.atMs(), ended.getOrDefault(f.id(), f.atMs())))));
    return byKind;
  }

  /** Which failures were noticed, and how soon. */
  Detections detections() {
    return detections;
  }

  /** From the start of the run, or from what was seen first. */
  long fromMs() {
    long startedMs = run.map(PipelineEvent.Run::startedMs).orElse(0L);
    return startedMs > 0 ? startedMs : seen(true);
  }

  /** To the end of the run, or to what was seen last. */
  long toMs() {
    long lastMs = Math.max(seen(false), end.map(PipelineEvent.End::atMs).orElse(0L));
    return Math.max(fromMs() + 1, lastMs);
  }

  private long seen(boolean first) {
    List<Long> times = new ArrayList<>();
    samples.forEach(s -> times.add(s.atMs()));
    begun.values().forEach(f -> times.add(f.atMs()));
    times.addAll(ended.values());
    Comparator<Long> order = Comparator.naturalOrder();
    return times.stream().min(first ? order : order.reversed()).orElse(0L);
  }
}
