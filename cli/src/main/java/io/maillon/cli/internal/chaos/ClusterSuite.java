package io.maillon.cli.internal.chaos;

import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.report.FurtherCheck;
import io.maillon.chaos.report.ResultText;
import io.maillon.chaos.report.RunReport;
import io.maillon.chaos.suite.FileSubject;
import io.maillon.chaos.suite.LedgerSubject;
import io.maillon.chaos.suite.Subject;
import io.maillon.chaos.suite.Suite;
import io.maillon.chaos.suite.SuiteOptions;
import io.maillon.chaos.suite.SuiteRun;
import io.maillon.chaos.suite.Suites;
import io.maillon.chaos.workload.LedgerPipeline;
import io.maillon.chaos.workload.Traffic;
import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.cli.internal.local.JavaCommand;
import io.maillon.cli.internal.local.UserJars;
import io.maillon.cli.internal.run.LoadCheck;
import io.maillon.cli.internal.run.Progress;
import io.maillon.cli.yaml.PipelineFile;
import io.maillon.cli.yaml.PipelineYaml;
import io.maillon.coordinator.CoordinatorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A suite on real nodes: runs it, has its history judged, says what it came to. */
public final class ClusterSuite {
  private static final int COORDINATORS = 3;

  /** Longer than any run lasts at its rate: the suite ends the sources. */
  private static final long RECORDS_MAX = 50_000_000;

  private final Suite suite;
  private final ClusterOptions options;
  private final PrintWriter out;
  private final Progress progress;
  private final long seed;
  private volatile SuiteRun running;

  public ClusterSuite(Suite suite, ClusterOptions options, PrintWriter out) {
    this.suite = suite;
    this.options = options;
    this.out = out;
    progress = new Progress(out);
    seed = options.seed().orElseGet(() -> new SecureRandom().nextLong());
  }

  /** Returns the exit status. */
  public int run() {
    options
        .backend()
        .unavailable()
        .ifPresent(
            why -> {
              throw new CommandFailure(
                  ExitCodes.UNKNOWN,
                  "--backend " + options.backend().name() + " cannot be used here: " + why);
            });
    try (Interruption interruption = new Interruption(this::stop)) {
      Path directory = SuiteRun.newDirectory(options.store(), suite);
      progress.line(SuiteRun.announce(suite, directory));
      run(directory);
      RunReport report = RunReport.of(SuiteRun.history(directory));
      RegisterCheck.of(directory).forEach(report::add);
      if (suite.outlastsAMinute(options.time().orElse(suite.duration()))) {
        report.add(RegisterCheck.ofRetries(directory));
      }
      complaints(directory, report);
      report.write(directory);
      show(report, directory);
      return switch (report.verdict()) {
        case VALID -> ExitCodes.DONE;
        case INVALID -> ExitCodes.INVALID;
        case UNKNOWN -> ExitCodes.UNKNOWN;
      };
    } catch (IOException
        | UncheckedIOException
        | IllegalArgumentException
        | IllegalStateException
        | HistoryException
        | CoordinatorException e) {
      throw new CommandFailure(
          ExitCodes.UNKNOWN, "suite " + suite.name() + ": " + e.getMessage(), e);
    } finally {
      progress.clear();
    }
  }

  private void stop(String reason) {
    SuiteRun run = running;
    if (run != null) {
      run.stop(reason);
    }
  }

  private void run(Path directory) throws IOException {
    if (options.pipeline().isEmpty()) {
      run(suite, directory, ledger(directory));
      return;
    }
    PipelineFile pipeline = PipelineYaml.open(options.pipeline().get());
    try (URLClassLoader classes = UserJars.loader(options.jars())) {
      LoadCheck.check(pipeline, classes, true);
    }
    Path home = options.pipeline().get().toAbsolutePath().getParent();
    List<Path> compared =
        options.compared().stream().map(path -> home.resolve(path).normalize()).toList();
    Path reference = directory.resolve("reference");
    progress.line("first without faults, for comparison");
    Path output = output(reference);
    run(
        Suites.named("quiet"),
        reference,
        new FileSubject(pipeline.spec(), compared, output, output));
    expectDone(reference);
    run(suite, directory, new FileSubject(pipeline.spec(), compared, output(directory), output));
  }

  /** What did not come to its end is nothing to compare with. */
  private static void expectDone(Path reference) throws IOException {
    RunReport report = RunReport.of(SuiteRun.history(reference));
    report.write(reference);
    if (report.verdict() != Verdict.VALID) {
      throw new IOException(
          "the run without faults is "
              + report.verdict()
              + ": see "
              + reference.resolve(RunReport.PAGE));
    }
  }

  /** All nodes see it under this path. */
  private static Path shared(Path directory) {
    return directory.resolve("nodes").resolve("shared");
  }

  private static Path output(Path directory) {
    return shared(directory).resolve("out");
  }

  private LedgerSubject ledger(Path directory) throws IOException {
    return new LedgerSubject(
        new LedgerPipeline(
            "ledger",
            shared(directory),
            traffic(directory).workload(seed, RECORDS_MAX, options.ratePerSecond()),
            LedgerPipeline.Shape.DEFAULT
                .replication(options.replication())
                .instances(options.instances())));
  }

  /** A file of arrivals is kept with the run, where all nodes see it. */
  private Traffic traffic(Path directory) throws IOException {
    Optional<Path> trace = options.traffic().trace();
    if (trace.isEmpty()) {
      return options.traffic();
    }
    Path copy = Files.createDirectories(shared(directory)).resolve("arrivals");
    Files.copy(trace.get(), copy);
    return options.traffic().arriving(copy.toString());
  }

  private void run(Suite what, Path directory, Subject subject) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (Path jar : options.jars()) {
      arguments.add("--jar");
      arguments.add(jar.toAbsolutePath().toString());
    }
    Duration time = what.equals(suite) ? options.time().orElse(suite.duration()) : Duration.ZERO;
    try (subject) {
      running =
          new SuiteRun(
              new SuiteOptions(
                  what,
                  seed,
                  time,
                  options.backend(),
                  JavaCommand::maillon,
                  COORDINATORS,
                  options.instances(),
                  JavaCommand.INSTANCE_JVM,
                  JavaCommand.COORDINATOR_JVM,
                  arguments,
                  progress::line),
              subject,
              directory);
      running.run();
    }
  }

  /** What the pipeline's own check found. */
  private static void complaints(Path directory, RunReport report) throws IOException {
    Path file = SuiteRun.complaints(directory);
    if (Files.exists(file)) {
      String text = "the output is that of a replay of the sources";
      report.add(new FurtherCheck(text, Verdict.INVALID, 1, Files.readString(file)));
    }
  }

  private void show(RunReport report, Path directory) throws IOException {
    progress.clear();
    out.print(ResultText.of(report.result(), SuiteRun.history(directory)));
    for (FurtherCheck check : report.further()) {
      out.println("  " + check.verdict() + "  " + check.text() + ": " + check.checked());
      check.detail().lines().forEach(line -> out.println("    " + line));
    }
    out.println(report.verdict() + "  " + suite.name() + "  " + directory.resolve(RunReport.PAGE));
    out.println("again: " + again());
    out.flush();
  }

  private String again() {
    StringBuilder command = new StringBuilder("maillon chaos run " + suite.name());
    command.append(" --seed ").append(seed).append(" --backend ").append(options.backend().name());
    if (options.pipeline().isEmpty()) {
      command.append(" --rate ").append(options.ratePerSecond());
      command.append(" --arrivals ").append(ShellWords.quoted(options.traffic().arrivals()));
      command.append(" --skew ").append(options.traffic().skew());
      command.append(" --replication ").append(options.replication());
    }
    command.append(" --instances ").append(options.instances());
    options.time().ifPresent(time -> command.append(" --time ").append(text(time)));
    options
        .pipeline()
        .ifPresent(file -> command.append(" --pipeline ").append(ShellWords.quoted(file)));
    options.jars().forEach(jar -> command.append(" --jar ").append(ShellWords.quoted(jar)));
    options
        .compared()
        .forEach(file -> command.append(" --compare ").append(ShellWords.quoted(file)));
    return command.toString();
  }

  private static String text(Duration time) {
    return time.toSeconds() + "s";
  }
}
