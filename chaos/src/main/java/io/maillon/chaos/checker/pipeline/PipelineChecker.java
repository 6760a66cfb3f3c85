package io.maillon.chaos.checker.pipeline;

import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Whether a pipeline kept its promises in one run. Takes the events of a history one by one; then
 * {@link #result()}. One INVALID claim makes the run INVALID, whatever is known of others; else one
 * UNKNOWN makes it UNKNOWN. A checker that fails, or runs out of its budget, says UNKNOWN unless it
 * had a conviction before; one that runs out of memory says so in any case. Owned by one thread.
 */
public final class PipelineChecker implements EventConsumer {
  private final Room room;
  private PipelineChecks checks;
  private Optional<PipelineEvent.Run> run = Optional.empty();
  private Optional<Ending> ending = Optional.empty();
  private String failure = "";
  private long events;

  public PipelineChecker(PipelineBudget budget) {
    this.room = new Room(budget);
  }

  /**
   * @throws HistoryException when the event makes no sense behind those before it
   */
  @Override
  public void accept(int line, PipelineEvent event) {
    events++;
    if (!failure.isEmpty()) {
      return;
    }
    try {
      take(line, event);
    } catch (HistoryException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever went wrong, it did not say that the run was good.
      failure = reason(e);
    } catch (OutOfMemoryError e) {
      checks = null;
      failure = "the memory of this process is spent, raise it with -Xmx";
    }
  }

  private static String reason(RuntimeException e) {
    return e instanceof Room.BudgetSpentException ? e.getMessage() : "the checker failed: " + e;
  }

  private void take(int line, PipelineEvent event) {
    if (event instanceof PipelineEvent.Run begun) {
      if (run.isPresent()) {
        throw new HistoryException(line, "a second run: expected one in each history");
      }
      run = Optional.of(begun);
      checks = new PipelineChecks(begun, room);
    } else if (run.isEmpty()) {
      throw new HistoryException(line, "expected a run event before all others");
    } else if (event instanceof PipelineEvent.End end) {
      if (ending.isPresent()) {
        throw new HistoryException(line, "a second end: expected one in each history");
      }
      ending = Optional.of(new Ending(line, end));
    } else {
      checks.take(line, event);
    }
  }

  public PipelineResult result() {
    PipelineCounts counts = new PipelineCounts(events, 0, 0, 0, 0, 0);
    List<CheckResult> results = List.of();
    try {
      if (checks != null) {
        counts = checks.counts(events);
        results = failure.isEmpty() ? checks.results(ending) : checks.convictions();
      }
    } catch (RuntimeException e) {
      failure = reason(e);
    } catch (OutOfMemoryError e) {
      failure = "the memory of this process is spent, raise it with -Xmx";
    }
    return new PipelineResult(
        verdict(results), reason(), run, ending.map(Ending::event), counts, results);
  }

  private String reason() {
    if (!failure.isEmpty()) {
      return failure;
    }
    if (run.isEmpty()) {
      return "the history holds no event";
    }
    return ending
        .map(Ending::event)
        .filter(PipelineEvent.End::isAborted)
        .map(end -> "the run was aborted: " + end.message())
        .orElse("");
  }

  private Verdict verdict(List<CheckResult> results) {
    if (results.stream().anyMatch(c -> c.verdict() == Verdict.INVALID)) {
      return Verdict.INVALID;
    }
    boolean allValid = results.stream().allMatch(c -> c.verdict() == Verdict.VALID);
    return allValid && reason().isEmpty() ? Verdict.VALID : Verdict.UNKNOWN;
  }
}
