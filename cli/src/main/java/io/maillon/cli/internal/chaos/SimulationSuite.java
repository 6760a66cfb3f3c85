package io.maillon.cli.internal.chaos;

import io.maillon.chaos.simulated.NothingToCompareException;
import io.maillon.chaos.simulated.UserWorlds;
import io.maillon.chaos.simulation.Shrink;
import io.maillon.chaos.simulation.Shrunk;
import io.maillon.chaos.simulation.SimulationReport;
import io.maillon.chaos.simulation.SimulationTotals;
import io.maillon.chaos.simulation.Worlds;
import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.cli.internal.local.UserJars;
import io.maillon.cli.internal.run.LoadCheck;
import io.maillon.cli.internal.run.Progress;
import io.maillon.cli.yaml.PipelineFile;
import io.maillon.cli.yaml.PipelineYaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * The suite {@code simulation}: the production cores in simulated worlds, one per seed. Says how it
 * goes every few seconds, and in the end what it came to.
 */
public final class SimulationSuite {
  private static final long LOOK_MS = 250;

  private final SimulationOptions options;
  private final PrintWriter out;
  private final long startNs = System.nanoTime();

  public SimulationSuite(SimulationOptions options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /** Returns the exit status: VALID only if every seed was run to its end and some faults fired. */
  public int run() throws InterruptedException {
    return options.user().isPresent() ? run(options.user().get()) : run(Worlds.DRAWN);
  }

  private int run(UserSubject user) throws InterruptedException {
    PipelineFile pipeline = PipelineYaml.open(user.pipeline());
    try (URLClassLoader classes = UserJars.loader(user.jars())) {
      LoadCheck.check(pipeline, classes, true);
      try (UserWorlds worlds = new UserWorlds(pipeline.spec(), user.comparedFiles(), classes)) {
        return run(worlds);
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new CommandFailure(ExitCodes.UNKNOWN, "simulation: " + e.getMessage(), e);
    }
  }

  int run(Worlds worlds) throws InterruptedException {
    if (options.seed().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "%d seeds from base 0x%X on %d threads%n",
          options.seeds(),
          options.base(),
          options.threads());
      out.flush();
    }
    SimulationBatch batch =
        new SimulationBatch(
            worlds, options.seeds(), seeds(), options.reduction(), options.threads());
    batch.start();
    Progress progress = new Progress(out);
    while (!batch.await(LOOK_MS)) {
      progress.show(progressText(batch.totals()));
    }
    progress.clear();
    int exitCode = conclude(worlds, batch);
    out.flush();
    return exitCode;
  }

  private LongSupplier seeds() {
    if (options.seed().isPresent()) {
      return options.seed()::getAsLong;
    }
    return new SplittableRandom(options.base())::nextLong;
  }

  private String progressText(SimulationTotals totals) {
    return String.format(
        Locale.ROOT,
        "%d of %d seeds, %.1f per second; %d faults, %.0f per simulated hour; %d violations",
        totals.seeds(),
        options.seeds(),
        perSecond(totals),
        totals.faults(),
        totals.faultsPerHour(),
        totals.violations());
  }

  private double perSecond(SimulationTotals totals) {
    return totals.seeds() / ((System.nanoTime() - startNs) / 1e9);
  }

  private int conclude(Worlds worlds, SimulationBatch batch) {
    SimulationTotals totals = batch.totals();
    Optional<SimulationReport> failed = batch.failed();
    Optional<Throwable> defect = batch.defect();
    if (failed.isPresent() && !(defect.orElse(null) instanceof NothingToCompareException)) {
      try {
        String text = describe(worlds, failed.get());
        summary("INVALID", totals);
        out.println(text);
        defect.ifPresent(this::tell);
        return ExitCodes.INVALID;
      } catch (NothingToCompareException e) {
        defect = Optional.of(e);
      }
    }
    if (defect.isPresent()) {
      summary("UNKNOWN", totals);
      tell(defect.get());
      return ExitCodes.UNKNOWN;
    }
    out.print("paths taken:\n" + totals.probes());
    if (totals.voids() == totals.seeds()) {
      summary("VOID", totals);
      out.println("no fault happened, so nothing was shown");
      return ExitCodes.UNKNOWN;
    }
    summary("VALID", totals);
    return ExitCodes.DONE;
  }

  private void tell(Throwable defect) {
    out.println(
        defect instanceof NothingToCompareException
            ? defect.getMessage()
            : "a thread of the simulation ended: " + defect);
  }

  private void summary(String verdict, SimulationTotals totals) {
    double seconds = (System.nanoTime() - startNs) / 1e9;
    out.printf(
        Locale.ROOT,
        "%s  simulation  %s%n%.1f seeds per second, %.1f s%n",
        verdict,
        totals,
        perSecond(totals),
        seconds);
  }

  /** A run that was reduced by hand is shown as it is. */
  private String describe(Worlds worlds, SimulationReport failed) {
    boolean reduced = options.isReduced();
    Shrunk shrunk = Shrink.of(worlds, failed, reduced ? 0 : Shrink.RUNS_MAX);
    Path trace = options.directory().resolve(failed.seedText().substring(2) + ".txt");
    String file = trace.toString();
    String text =
        options
            .user()
            .map(user -> shrunk.text("simulation", file, user.command()))
            .orElseGet(() -> shrunk.text("simulation", file));
    try {
      Files.createDirectories(options.directory());
      Files.write(trace, shrunk.report().lines());
      Files.writeString(options.directory().resolve("failure.txt"), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("trace of " + failed.seedText() + " into " + trace, e);
    }
    return text;
  }
}
