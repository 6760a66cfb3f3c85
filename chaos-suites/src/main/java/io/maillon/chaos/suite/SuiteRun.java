package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.history.HistoryWriter;
import io.maillon.chaos.register.AgreedValues;
import io.maillon.chaos.register.Registers;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.status.PipelineStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of a suite: a cluster is made, a pipeline applied, faults come for a while, everything
 * heals, the pipeline has to come to its end; what was seen is written down for the checkers.
 */
public final class SuiteRun {
  private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String ANNOUNCEMENT = "suite ";
  private static final String IN = " in ";

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final SuiteOptions options;
  private final Subject subject;
  private final Path directory;
  private final Failures failures = new Failures();

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

  /** What is said of a run at its beginning, on a line of its own. */
  public static String announce(Suite suite, Path directory) {
    return ANNOUNCEMENT + suite.name() + IN + directory;
  }

  /** The directory of a run, when a line announces one. */
  public static Optional<Path> announced(String line) {
    int at = line.indexOf(ANNOUNCEMENT);
    int in = line.indexOf(IN, at + ANNOUNCEMENT.length());
    return at < 0 || in < 0
        ? Optional.empty()
        : Optional.of(Path.of(line.substring(in + IN.length())));
  }

  /** Where the history of this run is. */
  public static Path history(Path directory) {
    return directory.resolve("history.ndjson.gz");
  }

  /** What the subject itself found wrong; not there when it found nothing. */
  public static Path complaints(Path directory) {
    return directory.resolve("wrong.txt");
  }

  /** What kept the run from going on, for whoever mends it; not there when nothing did. */
  public static Path failure(Path directory) {
    return directory.resolve("failure.txt");
  }

  /**
   * Runs it to its end, well or not; what came of it stands in the history. If the suite itself
   * can't go on, that is its end.
   *
   * @throws IOException when the history can't be written
   */
  public void run() throws IOException {
    String backend = options.backend().name();
    options.backend().unavailable().ifPresent(why -> refuse(backend, why));
    try (HistoryWriter file = new HistoryWriter(history(directory))) {
      RunHistory history = new RunHistory(file, options, subject);
      try {
        history.append(run(history));
      } catch (IOException | RuntimeException | Error e) { // Top loop: it must tell how it ended.
        history.abort(e);
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        Files.writeString(failure(directory), trace.toString());
      }
    }
  }

  /** Ends it soon, from any thread: it shows nothing then. */
  public void stop(String reason) {
    failures.note(reason, null);
  }

  private static void refuse(String backend, String why) {
    throw new IllegalStateException("backend '" + backend + "' cannot be used here: " + why);
  }

  private PipelineEvent.End run(RunHistory history) throws IOException {
    Path nodes = directory.resolve("nodes");
    try (Cluster cluster =
        options.backend().open(Deployment.nodes(options), nodes, options.program())) {
      Deployment deployment = new Deployment(options, subject.spec().name(), cluster);
      deployment.startCoordinators();
      try (CoordinatorClient client = CoordinatorClient.of(deployment.addresses(), PATIENCE)) {
        options.progress().accept(client.apply(subject.spec()));
      }
      deployment.startInstances();
      try (Watch watch = new Watch(deployment, subject.spec(), failures)) {
        awaitWhole(watch);
        PipelineEvent.End end = hurt(cluster, deployment, watch, history);
        if (end.isDone()) {
          conclude(history);
        }
        return end;
      }
    }
  }

  private void conclude(RunHistory history) throws IOException {
    List<String> wrong = subject.conclude(history.file());
    if (!wrong.isEmpty()) {
      Files.write(complaints(directory), wrong);
    }
  }

  /** Every partition has its owner and its replicas: from there on it has something to lose. */
  private void awaitWhole(Watch watch) throws IOException {
    long endMs = System.currentTimeMillis() + PATIENCE.toMillis();
    while (watch.last().status().filter(this::isWhole).isEmpty()) {
      failures.check();
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
      Cluster cluster, Deployment deployment, Watch watch, RunHistory history) throws IOException {
    if (!options.suite().registers()) {
      return hurtPipeline(cluster, deployment, watch, history);
    }
    try (Registers clients =
        new Registers(AgreedValues.of(deployment.addresses()), options.seed(), directory)) {
      return hurtPipeline(cluster, deployment, watch, history);
    }
  }

  private PipelineEvent.End hurtPipeline(
      Cluster cluster, Deployment deployment, Watch watch, RunHistory history) throws IOException {
    Control control = Control.of(deployment.addresses(), subject.spec().name());
    try (SuiteFaults all = new SuiteFaults(cluster, deployment, control);
        FaultTime faults = new FaultTime(options, subject, all, deployment, watch, history)) {
      return untilTheEnd(faults, deployment, watch, history);
    }
  }

  private PipelineEvent.End untilTheEnd(
      FaultTime faults, Deployment deployment, Watch watch, RunHistory history) throws IOException {
    Sampling sampling = new Sampling(subject, history, options.progress());
    Ending ending = new Ending(watch, sampling, faults);
    while (true) {
      failures.check();
      long nowMs = System.currentTimeMillis();
      take(watch, history);
      sampling.step(nowMs, faults.faults(), recovered(watch));
      faults.step(nowMs);
      Optional<PipelineEvent.End> end = ending.at(nowMs);
      if (end.isPresent()) {
        faults.heal(nowMs);
        take(watch, history);
        sampling.sample(nowMs);
        return end.get();
      }
      deployment.keepUp(nowMs);
      LockSupport.parkNanos(STEP_NS);
    }
  }

  private static long recovered(Watch watch) {
    return watch.last().status().map(PipelineStatus::recovered).orElse(0L);
  }

  private static void take(Watch watch, RunHistory history) throws IOException {
    Optional<PipelineEvent> next = watch.next();
    while (next.isPresent()) {
      history.append(next.get());
      next = watch.next();
    }
  }
}
