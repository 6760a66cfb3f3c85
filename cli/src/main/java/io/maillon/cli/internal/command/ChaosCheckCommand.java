package io.maillon.cli.internal.command;

import io.maillon.chaos.checker.Budget;
import io.maillon.chaos.checker.Call;
import io.maillon.chaos.checker.Conviction;
import io.maillon.chaos.checker.History;
import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.HistoryFormat;
import io.maillon.chaos.checker.LinearizabilityChecker;
import io.maillon.chaos.checker.LinearizabilityResult;
import io.maillon.chaos.checker.Model;
import io.maillon.chaos.checker.Models;
import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.history.HistoryReader;
import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.check.HistoryFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a recorded history is what it should be: linearizable, or that of a pipeline. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether a recorded history is linearizable, or that of a pipeline that kept its",
      "promises, and if not, which part of it shows that."
    },
    exitCodeListHeading = "%nExit status%n",
    exitCodeList = {
      "0:VALID",
      "1:INVALID",
      "2:UNKNOWN: the budget is spent; or wrong usage, or the file holds no history"
    })
final class ChaosCheckCommand implements Callable<Integer> {
  private enum Format {
    AUTO,
    EDN,
    LOG,
    NDJSON
  }

  private static final String PIPELINE = "pipeline";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "history as Jepsen's EDN or log, as NDJSON, or that of a chaos suite; plain or gzipped")
  private Path file;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "register, cas-register, mutex, counter, key-value, or pipeline, which is the default for"
              + " histories of chaos suites")
  private String model;

  @Option(
      names = "--initial",
      paramLabel = "VALUE",
      description = "state at first, as EDN; default: nil, free, 0 or \"\", as the model has it")
  private String initial;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "AUTO",
      description = "auto, edn, log or ndjson; default: auto, by the first line")
  private Format format;

  @Option(
      names = "--independent",
      description = "values are [key value], as in Jepsen's tests of independent keys")
  private boolean independent;

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "100000000",
      description =
          "steps of the model for each key before it is UNKNOWN; default: ${DEFAULT-VALUE}")
  private long stepsMax;

  @Override
  public Integer call() {
    if (stepsMax < 1) {
      throw usage("--budget: '" + stepsMax + "': expected a number from 1", null);
    }
    if (isPipeline()) {
      return exitCode(PipelineHistoryCheck.check(file, spec.commandLine().getOut()));
    }
    Model object = object();
    long beganNs = System.nanoTime();
    LinearizabilityResult result;
    History history;
    try {
      history = read();
      result =
          LinearizabilityChecker.check(
              history, object, new Budget(stepsMax, Budget.DEFAULT.configurationsMax()));
    } catch (HistoryException e) {
      throw new CommandFailure(ExitCodes.USAGE, file + ": " + e.getMessage(), e);
    }
    show(history, result, System.nanoTime() - beganNs);
    return exitCode(result.verdict());
  }

  private static int exitCode(Verdict verdict) {
    return switch (verdict) {
      case VALID -> ExitCodes.DONE;
      case INVALID -> ExitCodes.INVALID;
      case UNKNOWN -> ExitCodes.UNKNOWN;
    };
  }

  private boolean isPipeline() {
    if (model != null) {
      return model.equals(PIPELINE);
    }
    try {
      if (HistoryReader.isHistory(file)) {
        return true;
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    throw usage(
        "--model: expected one of " + String.join(", ", Models.NAMES) + ", " + PIPELINE, null);
  }

  private Model object() {
    try {
      return Models.named(model, Optional.ofNullable(initial));
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage(), e);
    }
  }

  private ParameterException usage(String message, Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }

  private History read() {
    Optional<HistoryFormat> given =
        format == Format.AUTO
            ? Optional.empty()
            : Optional.of(HistoryFormat.valueOf(format.name()));
    History history;
    try {
      history = HistoryFile.read(file, given, independent);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    }
    if (history.calls().isEmpty()) {
      throw new CommandFailure(
          ExitCodes.USAGE, file + ": expected operations of clients, there are none");
    }
    return history;
  }

  private CommandFailure unreadable(IOException e) {
    return new CommandFailure(
        ExitCodes.USAGE, "'" + file + "': expected a readable history, found " + e, e);
  }

  private void show(History history, LinearizabilityResult result, long tookNs) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(result.verdict() + "  " + model + "  " + file);
    out.printf(
        Locale.ROOT,
        "operations %d, of the nemesis %d; calls ok %d, failed %d, unknown %d; keys %d%n",
        history.operations(),
        history.nemesisOperations(),
        history.count(Call.Outcome.OK),
        history.count(Call.Outcome.FAILED),
        history.count(Call.Outcome.UNKNOWN),
        result.keys());
    out.printf(Locale.ROOT, "steps %d in %.2f s%n", result.steps(), tookNs / 1e9);
    if (result.unknownKeys() > 0) {
      out.println("keys unknown " + result.unknownKeys() + ": " + result.reason());
    }
    if (result.invalidKeys() > 1) {
      out.println("keys invalid " + result.invalidKeys() + ", this one in the fewest calls:");
    }
    out.print(result.conviction().map(Conviction::text).orElse(""));
    out.flush();
  }
}
