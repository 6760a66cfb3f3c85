package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.fault.Strike;
import io.maillon.chaos.history.HistoryWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The history of one run as the suite writes it: one beginning, one end, whatever happens in
 * between. Owned by the suite's thread.
 */
final class RunHistory {
  /** From the final heal to the end of the pipeline, however much still waits. */
  static final long LIVENESS_BOUND_MS = 120_000;

  /** A kind that is drawn so often has to be seen; of fewer, none may fit. */
  private static final int SURE_MIN = 3;

  private final HistoryWriter file;
  private final SuiteOptions options;
  private final Subject subject;
  private boolean begun;

  RunHistory(HistoryWriter file, SuiteOptions options, Subject subject) {
    this.file = file;
    this.options = options;
    this.subject = subject;
  }

  /** The file, for what the subject adds. */
  HistoryWriter file() {
    return file;
  }

  /** To be called before anything else is written, with the faults that are to come. */
  void begin(List<Strike> strikes) throws IOException {
    begun = true;
    Map<String, String> settings = new TreeMap<>(subject.settings());
    settings.put("coordinators", Integer.toString(options.coordinators()));
    settings.put("instances", Integer.toString(options.instances()));
    settings.put("durationSeconds", Long.toString(options.duration().toSeconds()));
    file.append(
        new PipelineEvent.Run(
            options.suite().name(),
            options.backend().name(),
            options.seed(),
            subject.spec().name(),
            System.currentTimeMillis(),
            subject.fold(),
            subject.perKeyOrder(),
            LIVENESS_BOUND_MS,
            sureKinds(strikes),
            settings));
  }

  /** In a short run none may be sure, but some have to be seen. */
  private static List<String> sureKinds(List<Strike> strikes) {
    Map<String, Long> kinds =
        strikes.stream()
            .collect(Collectors.groupingBy(s -> s.kind().toString(), Collectors.counting()));
    long most = kinds.values().stream().mapToLong(Long::longValue).max().orElse(0);
    long sure = Math.min(SURE_MIN, most);
    kinds.values().removeIf(count -> count < sure);
    return List.copyOf(new TreeSet<>(kinds.keySet()));
  }

  void append(PipelineEvent event) throws IOException {
    file.append(event);
  }

  /** The run was given up: nothing may be concluded from what it lacks. */
  void abort(Throwable cause) throws IOException {
    if (!begun) {
      begin(List.of());
    }
    append(
        new PipelineEvent.End(
            PipelineEvent.End.ABORTED, oneLine(cause), System.currentTimeMillis()));
  }

  private static String oneLine(Throwable cause) {
    boolean told = cause instanceof SuiteFailure || cause instanceof IOException;
    String text = told && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    return text.lines().findFirst().orElse("");
  }
}
