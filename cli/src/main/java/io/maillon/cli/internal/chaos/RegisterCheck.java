package io.maillon.cli.internal.chaos;

import io.maillon.chaos.checker.Budget;
import io.maillon.chaos.checker.Conviction;
import io.maillon.chaos.checker.History;
import io.maillon.chaos.checker.HistoryFormat;
import io.maillon.chaos.checker.LinearizabilityChecker;
import io.maillon.chaos.checker.LinearizabilityResult;
import io.maillon.chaos.checker.Models;
import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.register.Registers;
import io.maillon.chaos.report.FurtherCheck;
import io.maillon.cli.internal.check.HistoryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the coordinators were linearizable, where clients used them as registers and counters.
 */
final class RegisterCheck {
  private RegisterCheck() {}

  /**
   * @param directory of a run
   * @return none where no clients were
   */
  static List<FurtherCheck> of(Path directory) throws IOException {
    List<FurtherCheck> checks = new ArrayList<>();
    if (Files.exists(Registers.registers(directory))) {
      checks.add(of("registers", Registers.registers(directory), "cas-register"));
      checks.add(of("counters", Registers.counters(directory), "counter"));
    }
    return checks;
  }

  /**
   * That the outcome of some request was known after more than a minute of retries; UNKNOWN without
   * one, for then nothing shows how long a request may be repeated.
   *
   * @param directory of a run of a suite that holds the majority for longer than that
   */
  static FurtherCheck ofRetries(Path directory) throws IOException {
    long seen = 0;
    for (Path file : List.of(Registers.registers(directory), Registers.counters(directory))) {
      seen += Files.exists(file) ? CallFigures.of(file).overAMinute() : 0;
    }
    return new FurtherCheck(
        "requests are answered after more than a minute of retries",
        seen > 0 ? Verdict.VALID : Verdict.UNKNOWN,
        seen,
        seen > 0
            ? ""
            : "VOID: no call had its outcome after more than a minute; was the majority lost for"
                + " that long?");
  }

  private static FurtherCheck of(String what, Path file, String model) throws IOException {
    History history = HistoryFile.read(file, Optional.of(HistoryFormat.NDJSON), false);
    LinearizabilityResult result =
        LinearizabilityChecker.check(
            history, Models.named(model, Optional.empty()), Budget.DEFAULT);
    CallFigures figures = CallFigures.of(file);
    // Linearizable is also a history in which nothing is seen.
    boolean empty = figures.answered("read") == 0 || figures.changes() == 0;
    boolean unseen = result.verdict() == Verdict.VALID && empty;
    String reason =
        unseen ? "no read or no change was answered: nothing is shown" : result.reason();
    return new FurtherCheck(
        "the coordinators' " + what + " are linearizable",
        unseen ? Verdict.UNKNOWN : result.verdict(),
        history.calls().size(),
        Stream.of(result.conviction().map(Conviction::text).orElse(reason), figures.toString())
            .filter(text -> !text.isEmpty())
            .map(String::strip)
            .collect(Collectors.joining("\n")));
  }
}
