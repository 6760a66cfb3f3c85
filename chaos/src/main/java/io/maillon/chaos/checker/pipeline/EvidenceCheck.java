package io.maillon.chaos.checker.pipeline;

import io.maillon.chaos.checker.HistoryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The run shows what it is about: of each kind of faults, at least one took effect. A run without
 * evidence of any is void. That some of many did not take effect is told, no more: a process may
 * have died before it was to be killed. So it is with their ends.
 */
final class EvidenceCheck {
  private final Findings findings = new Findings(Claim.EVIDENCE);
  private final Map<String, Kind> byKind = new TreeMap<>();
  private final Map<Long, Integer> begun = new HashMap<>();
  private long fired;
  private long endsWithout;
  private int lastLine;
  private long lastMs;

  EvidenceCheck(PipelineEvent.Run run) {
    run.faults().forEach(kind -> byKind.put(kind, new Kind()));
  }

  /** How many faults of a kind there were, and of how many there is evidence. */
  private static final class Kind {
    /** Of fewer ends each may have come too late: its process had died before. */
    private static final int SURE_MIN = 3;

    private long fired;
    private long ends;
    private long endsSeen;

    boolean neverEnded() {
      return ends >= SURE_MIN && endsSeen == 0;
    }
  }

  /**
   * @throws HistoryException when it begins again, or ends without having begun
   */
  void fault(PipelineEvent.Fault fault, int line) {
    if (fault.atMs() >= lastMs) {
      lastMs = fault.atMs();
      lastLine = line;
    }
    if (fault.phase() == PipelineEvent.Fault.Phase.END) {
      if (!begun.containsKey(fault.id())) {
        throw new HistoryException(
            line, "fault " + fault.id() + " ends: expected its begin before");
      }
      ended(fault);
      return;
    }
    Integer before = begun.putIfAbsent(fault.id(), line);
    if (before != null) {
      throw new HistoryException(
          line,
          "fault " + fault.id() + " begins: it did in line " + before + ", expected a new id");
    }
    findings.checked();
    Kind kind = kind(fault);
    if (!fault.evidence().isBlank()) {
      kind.fired++;
      fired++;
    }
  }

  private void ended(PipelineEvent.Fault fault) {
    Kind kind = kind(fault);
    kind.ends++;
    if (fault.evidence().isBlank()) {
      endsWithout++;
    } else {
      kind.endsSeen++;
    }
  }

  private Kind kind(PipelineEvent.Fault fault) {
    return byKind.computeIfAbsent(fault.kind(), k -> new Kind());
  }

  long begun() {
    return begun.size();
  }

  /** When the last fault began or ended, 0 = there was none. */
  long lastMs() {
    return lastMs;
  }

  int lastLine() {
    return lastLine;
  }

  CheckResult result() {
    if (byKind.isEmpty()) {
      return findings.result("no faults were meant to happen");
    }
    if (fired == 0) {
      return findings.unknown("VOID: none of the faults took effect: " + byKind.keySet());
    }
    String never = named(kind -> kind.fired == 0);
    if (!never.isEmpty()) {
      return findings.unknown("no evidence of any " + never);
    }
    String lasts = named(Kind::neverEnded);
    if (!lasts.isEmpty()) {
      return findings.unknown("no evidence that any " + lasts + " ended");
    }
    List<String> notes = new ArrayList<>();
    if (begun.size() > fired) {
      notes.add(begun.size() - fired + " left no evidence");
    }
    if (endsWithout > 0) {
      notes.add(endsWithout + " ended without evidence of it");
    }
    return findings.result(String.join("; ", notes));
  }

  private String named(Predicate<Kind> which) {
    return String.join(
        ", ",
        byKind.entrySet().stream()
            .filter(e -> which.test(e.getValue()))
            .map(Map.Entry::getKey)
            .toList());
  }
}
