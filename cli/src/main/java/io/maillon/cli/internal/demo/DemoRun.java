package io.maillon.cli.internal.demo;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.cli.internal.local.CoordinatorProcesses;
import io.maillon.cli.internal.local.Home;
import io.maillon.cli.internal.local.JavaCommand;
import io.maillon.cli.internal.local.OwnProcesses;
import io.maillon.cli.internal.local.TemporaryDirectory;
import io.maillon.cli.internal.run.PipelineRun;
import io.maillon.cli.internal.run.Progress;
import io.maillon.cli.yaml.PipelineYaml;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.KeyHash;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The demo: three coordinator processes, the instances that they launch, a story on real input, and
 * kills while it runs; then the check of the result by a program that knows nothing of all this.
 */
public final class DemoRun {
  private static final int COORDINATORS = 3;

  /**
   * All that the stories have. With fewer at the next kill, one instance that a busy machine lets
   * seem dead is enough to lose the last copy of a log.
   */
  private static final int INSTANCES_MIN = 4;

  /** Three JVMs that start at once on two cores, and an election. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Time that one kill, the recovery from it and the gap after it take on a slow machine. */
  private static final int PER_KILL_MS = 5_000;

  private static final int BASE_MS = 5_000;

  private final Story story;
  private final DemoOptions options;
  private final ClusterConnector connector;
  private final Progress progress;
  private final Takeovers takeovers = new Takeovers();

  public DemoRun(Story story, DemoOptions options, ClusterConnector connector, Progress progress) {
    this.story = story;
    this.options = options;
    this.connector = connector;
    this.progress = progress;
  }

  /**
   * Runs it to its end.
   *
   * @return exit status 0: the result is right
   * @throws CommandFailure with the status of any other end
   */
  public int run() throws InterruptedException {
    long startNs = System.nanoTime();
    TemporaryDirectory directory = new TemporaryDirectory("maillon-demo-");
    Thread cleanup = new Thread(directory::close, "delete-demo-directory");
    if (!options.keep()) {
      Runtime.getRuntime().addShutdownHook(cleanup);
    }
    int status = run(directory.path());
    progress.line("done in " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs) + " s");
    return status;
  }

  private int run(Path directory) throws InterruptedException {
    if (options.keep()) {
      progress.line("files stay in " + directory);
    }
    PipelineSpec original = PipelineYaml.read(Home.resolve(story.file()));
    PipelineSpec spec = DemoSpec.of(original, directory.resolve("out"), ratePerSecond());
    List<Killer.Killed> kills;
    try (SinkTail tail = tail(spec)) {
      kills = runPipeline(spec, directory);
      tail.close();
      String latencies = new Latencies(kills, takeovers, tail).line();
      if (!latencies.isEmpty() && isKeyed(spec)) {
        progress.line(latencies);
      }
      if (!takeovers.line().isEmpty()) {
        progress.line(takeovers.line());
      }
    }
    check(original, directory);
    if (kills.size() < options.kills()) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "only "
              + kills.size()
              + " of "
              + options.kills()
              + " kills before the input ended: expected a lower --rate");
    }
    return ExitCodes.DONE;
  }

  private int ratePerSecond() {
    long durationMs = BASE_MS + (long) PER_KILL_MS * options.kills();
    return options.ratePerSecond().orElse((int) Math.max(1, story.records() * 1000L / durationMs));
  }

  /** Only where records come by key does a line's key tell the partition that made it. */
  private boolean isKeyed(PipelineSpec spec) {
    return spec.linksTo(story.stage()).stream().allMatch(link -> link.edge() == Edge.KEYED);
  }

  private SinkTail tail(PipelineSpec spec) {
    StageSpec sink =
        spec.stages().stream()
            .filter(s -> s.kind() == StageSpec.Kind.SINK)
            .findFirst()
            .orElseThrow();
    int partitions = spec.stage(story.stage()).partitions();
    return new SinkTail(DemoSpec.file(sink), line -> partition(line, partitions));
  }

  private static int partition(String line, int partitions) {
    int comma = Math.max(0, line.indexOf(','));
    return KeyHash.partition(Bytes.utf8(line.substring(0, comma)), partitions);
  }

  private List<Killer.Killed> runPipeline(PipelineSpec spec, Path directory)
      throws InterruptedException {
    List<KillSchedule.Kill> schedule = KillSchedule.draw(options.seed(), options.kills());
    progress.line(
        "starting "
            + COORDINATORS
            + " coordinators; "
            + options.kills()
            + " kills drawn from --seed "
            + options.seed());
    try (CoordinatorProcesses coordinators =
            new CoordinatorProcesses(COORDINATORS, directory, options.instanceJvm());
        Cluster cluster = connector.connect(coordinators.addresses(), PATIENCE)) {
      Killer killer =
          new Killer(
              schedule,
              story.stage(),
              spec.stage(story.stage()).replication(),
              INSTANCES_MIN,
              coordinators,
              progress);
      StallGuard guard = new StallGuard();
      new PipelineRun(cluster, spec, progress)
          .run(
              look -> {
                coordinators.respawn();
                guard.look(look.pipeline(), System.nanoTime());
                look.pipeline().ifPresent(takeovers::look);
                killer.step(look, System.nanoTime());
              });
      return killer.done();
    } finally {
      OwnProcesses.endAll(directory);
    }
  }

  private void check(PipelineSpec original, Path directory) throws InterruptedException {
    StageSpec source =
        original.stages().stream()
            .filter(s -> s.kind() == StageSpec.Kind.SOURCE)
            .findFirst()
            .orElseThrow();
    List<String> arguments = new ArrayList<>();
    arguments.add(DemoSpec.file(source).toString());
    story.outputs().forEach(o -> arguments.add(directory.resolve("out").resolve(o).toString()));
    List<String> command = JavaCommand.of("-Xmx512m", story.check(), arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String verdict = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      verdict.lines().forEach(progress::line);
      if (process.waitFor() != 0) {
        throw new CommandFailure(ExitCodes.FAILED, "the result is wrong, see above");
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCodes.FAILED, "the check can't be run: " + e.getMessage(), e);
    }
  }
}
