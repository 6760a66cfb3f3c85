package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.fault.Schedule;
import io.maillon.chaos.fault.Strike;
import io.maillon.chaos.fault.Striker;
import io.maillon.chaos.history.HistoryWriter;
import io.maillon.chaos.register.AgreedValues;
import io.maillon.chaos.register.Registers;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.control.PipelineState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * One run of a suite: a cluster is made, a pipeline applied, faults come for a while, everything
 * heals, the pipeline has to come to its end; what was seen is written down for the checkers.
 */
public final class SuiteRun {
  private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long SAMPLE_MS = 1_000;
  private static final long PROGRESS_MS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** From the final heal to the end of the pipeline, however much still waits. */
  private static final long LIVENESS_BOUND_MS = 120_000;

  /** A kind that is drawn so often has to be seen; of fewer, none may fit. */
  private static final int SURE_MIN = 3;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final SuiteOptions options;
  private final Subject subject;
  private final Path directory;
  private long faults;
  private long records;
  private long progressMs;
  private long nextSampleMs;
  private long nextProgressMs;

  /**
   * @param directory of this run, made with {@link #newDirectory}
   */
  public SuiteRun(SuiteOptions options, Subject subject, Path directory) {
    this.options = options;
    this.subject = subject;
    this.directory = directory;
  }

  /** A new directory {@code SUITE/TIME} in the store. */
  public static Path newDirectory(Path store, Suite suite) throws IOException {
    Path parent = Files.createDirectories(store.resolve(suite.name()).toAbsolutePath());
    String name = NAME.format(Instant.ofEpochMilli(System.currentTimeMillis()));
    for (int i = 0; true; i++) {
      Path directory = parent.resolve(i == 0 ? name : name + "-" + i);
      if (!Files.exists(directory)) {
        return Files.createDirectory(directory);
      }
    }
  }

  /** Where the history of this run is. */
  public static Path history(Path directory) {
    return directory.resolve("history.ndjson.gz");
  }

  /** What the subject itself found wrong; not there when it found nothing. */
  public static Path complaints(Path directory) {
    return directory.resolve("wrong.txt");
  }

  /** Runs it to its end, well or not; what came of it stands in the history. */
  public void run() throws IOException {
    String backend = options.backend().name();
    options.backend().unavailable().ifPresent(why -> refuse(backend, why));
    List<String> nodes = Deployment.nodes(options);
    try (Cluster cluster =
            options.backend().open(nodes, directory.resolve("nodes"), options.program());
        HistoryWriter history = new HistoryWriter(history(directory))) {
      run(cluster, history);
    }
  }

  private static void refuse(String backend, String why) {
    throw new IllegalStateException("backend '" + backend + "' cannot be used here: " + why);
  }

  private void run(Cluster cluster, HistoryWriter history) throws IOException {
    String pipeline = subject.spec().name();
    Deployment deployment = new Deployment(options, pipeline, cluster);
    deployment.startCoordinators();
    try (CoordinatorClient client = CoordinatorClient.of(deployment.addresses(), PATIENCE)) {
      options.progress().accept(client.apply(subject.spec()));
    }
    deployment.startInstances();
    try (Watch watch = new Watch(deployment, pipeline)) {
      awaitWhole(watch);
      PipelineEvent.End end;
      Optional<Registers> clients = clients(deployment);
      try (SuiteFaults suiteFaults =
          new SuiteFaults(cluster, deployment, Control.of(deployment.addresses(), pipeline))) {
        end = hurt(suiteFaults, deployment, watch, history);
      } finally {
        clients.ifPresent(Registers::close);
      }
      history.append(end);
      if (end.isDone()) {
        List<String> wrong = subject.conclude(history);
        if (!wrong.isEmpty()) {
          Files.write(complaints(directory), wrong);
        }
      }
    }
  }

  private Optional<Registers> clients(Deployment deployment) throws IOException {
    return options.suite().registers()
        ? Optional.of(
            new Registers(AgreedValues.of(deployment.addresses()), options.seed(), directory))
        : Optional.empty();
  }

  private PipelineEvent.Run begun(List<Strike> strikes) {
    Map<String, Long> kinds =
        strikes.stream()
            .collect(Collectors.groupingBy(s -> s.kind().toString(), Collectors.counting()));
    // In a short run none may be sure, but some have to be seen.
    long sure =
        Math.min(SURE_MIN, kinds.values().stream().mapToLong(Long::longValue).max().orElse(0));
    kinds.values().removeIf(count -> count < sure);
    Map<String, String> settings = new TreeMap<>(subject.settings());
    settings.put("coordinators", Integer.toString(options.coordinators()));
    settings.put("instances", Integer.toString(options.instances()));
    settings.put("durationSeconds", Long.toString(options.duration().toSeconds()));
    return new PipelineEvent.Run(
        options.suite().name(),
        options.backend().name(),
        options.seed(),
        subject.spec().name(),
        System.currentTimeMillis(),
        subject.fold(),
        subject.perKeyOrder(),
        LIVENESS_BOUND_MS,
        List.copyOf(new TreeSet<>(kinds.keySet())),
        settings);
  }

  /** Every partition has its owner and its replicas: from there on it has something to lose. */
  private void awaitWhole(Watch watch) throws IOException {
    long endMs = System.currentTimeMillis() + PATIENCE.toMillis();
    while (watch.last().status().filter(this::isWhole).isEmpty()) {
      if (System.currentTimeMillis() > endMs) {
        throw new IOException(
            "the pipeline was not whole after "
                + PATIENCE.toSeconds()
                + " s: see the logs in "
                + directory.resolve("nodes"));
      }
      LockSupport.parkNanos(STEP_NS);
    }
  }

  private boolean isWhole(PipelineStatus status) {
    return status.partitions().stream()
        .allMatch(
            p ->
                p.state().equals("ACTIVE")
                    && p.replicas().size() >= subject.spec().stage(p.id().stage()).replication());
  }

  private PipelineEvent.End hurt(
      Faults all, Deployment deployment, Watch watch, HistoryWriter history) throws IOException {
    long beginMs = System.currentTimeMillis();
    long durationMs = options.duration().toMillis();
    List<Strike> strikes =
        Schedule.draw(options.seed(), options.suite().nemeses(), durationMs).stream()
            .filter(strike -> all.kinds().contains(strike.kind()))
            .toList();
    history.append(begun(strikes));
    Striker striker =
        new Striker(
            all, strikes, beginMs, options.suite().quorumLoss(), fault -> note(fault, history));
    options.progress().accept(strikes.size() + " faults to come, seed " + options.seed());
    boolean healed = false;
    long healedMs = 0;
    while (true) {
      long nowMs = System.currentTimeMillis();
      take(watch, history);
      sample(nowMs, history, watch);
      if (!healed && nowMs >= beginMs + durationMs) {
        striker.heal(nowMs);
        subject.release();
        healed = true;
        healedMs = nowMs;
        options.progress().accept("everything heals after " + faults + " faults");
      } else if (!healed) {
        striker.step(watch.last(), deployment.down(), nowMs);
      }
      Optional<PipelineEvent.End> end = ended(watch, nowMs);
      if (end.isEmpty() && healed && nowMs > Math.max(healedMs, inputMs()) + LIVENESS_BOUND_MS) {
        end = Optional.of(late(watch, nowMs));
      }
      if (end.isPresent()) {
        striker.heal(nowMs);
        take(watch, history);
        history.append(subject.sample(nowMs));
        return end.get();
      }
      deployment.keepUp(nowMs);
      LockSupport.parkNanos(STEP_NS);
    }
  }

  private void note(PipelineEvent.Fault fault, HistoryWriter history) {
    try {
      history.append(fault);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (fault.phase() == PipelineEvent.Fault.Phase.BEGIN) {
      faults++;
    }
  }

  private static void take(Watch watch, HistoryWriter history) throws IOException {
    Optional<PipelineEvent> next = watch.next();
    while (next.isPresent()) {
      history.append(next.get());
      next = watch.next();
    }
  }

  private void sample(long nowMs, HistoryWriter history, Watch watch) throws IOException {
    if (nowMs < nextSampleMs) {
      return;
    }
    nextSampleMs = nowMs + SAMPLE_MS;
    PipelineEvent.Sample sample = subject.sample(nowMs);
    history.append(sample);
    if (sample.records() > records) {
      records = sample.records();
      progressMs = nowMs;
    }
    if (nowMs >= nextProgressMs) {
      nextProgressMs = nowMs + PROGRESS_MS;
      options
          .progress()
          .accept(
              sample.records()
                  + " records at the sinks, "
                  + faults
                  + " faults, "
                  + watch.last().status().map(PipelineStatus::recovered).orElse(0L)
                  + " recoveries");
    }
  }

  /** When a source that ends by itself was last known to give records. */
  private long inputMs() {
    return subject.endsByItself() ? progressMs : 0;
  }

  private Optional<PipelineEvent.End> ended(Watch watch, long nowMs) {
    return watch
        .last()
        .status()
        .filter(s -> s.state() != PipelineState.RUNNING)
        .map(s -> new PipelineEvent.End(s.state().toString(), s.message(), nowMs, inputMs()));
  }

  private PipelineEvent.End late(Watch watch, long nowMs) {
    String pending =
        watch
            .last()
            .status()
            .map(
                s ->
                    s.partitions().stream()
                        .filter(p -> !p.finished())
                        .map(p -> p.id() + " " + p.state() + " " + p.waitsFor())
                        .toList()
                        .toString())
            .orElse("no coordinator leads");
    return new PipelineEvent.End(
        "RUNNING",
        "not done " + LIVENESS_BOUND_MS + " ms after everything had healed: " + pending,
        nowMs,
        inputMs());
  }
}
