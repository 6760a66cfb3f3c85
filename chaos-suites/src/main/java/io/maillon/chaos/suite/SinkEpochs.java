package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In which order of time the owners of a sink wrote what is in its output in the end: of each epoch
 * the first line and the last. What an owner writes after a newer one has begun must not count; the
 * order of the lines does not show it, for they lie by epoch. Owned by one thread.
 */
final class SinkEpochs {
  private record Epoch(int sink, long number) {}

  private record Span(long firstNs, long lastNs, long lines) {
    Span with(long writtenNs) {
      return new Span(Math.min(firstNs, writtenNs), Math.max(lastNs, writtenNs), lines + 1);
    }
  }

  private record Moment(long atNs, PipelineEvent.Released released) {}

  private final String stage;
  private final Map<Epoch, Span> spans =
      new TreeMap<>(Comparator.comparingInt(Epoch::sink).thenComparingLong(Epoch::number));

  SinkEpochs(String stage) {
    this.stage = stage;
  }

  /**
   * A line of the output.
   *
   * @param writtenNs by one clock for all of them
   */
  void wrote(int sink, long epoch, long writtenNs) {
    Span before = spans.get(new Epoch(sink, epoch));
    Span now = before == null ? new Span(writtenNs, writtenNs, 1) : before.with(writtenNs);
    spans.put(new Epoch(sink, epoch), now);
  }

  /** In the order of time; offsets count the lines of an epoch. */
  List<PipelineEvent.Released> released() {
    List<Moment> moments = new ArrayList<>();
    spans.forEach(
        (epoch, span) -> {
          moments.add(new Moment(span.firstNs(), released(epoch, 1)));
          if (span.lines() > 1) {
            moments.add(new Moment(span.lastNs(), released(epoch, span.lines())));
          }
        });
    return moments.stream()
        .sorted(Comparator.comparingLong(Moment::atNs))
        .map(Moment::released)
        .toList();
  }

  private PipelineEvent.Released released(Epoch epoch, long lines) {
    return new PipelineEvent.Released(stage + "/" + epoch.sink(), epoch.number(), lines);
  }
}
