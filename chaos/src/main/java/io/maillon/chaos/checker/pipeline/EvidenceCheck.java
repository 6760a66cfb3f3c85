package io.maillon.chaos.checker.pipeline;

import io.maillon.chaos.checker.HistoryException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The run shows what it is about: of each kind of faults, at least one took effect. A run without
 * evidence of any is void. That some of many did not take effect is told, no more: a process may
 * have died before it was to be killed.
 */
final class EvidenceCheck {
  private final Findings findings = new Findings(Claim.EVIDENCE);
  private final Map<String, long[]> byKind = new TreeMap<>();
  private final Map<Long, Integer> begun = new HashMap<>();
  private long fired;
  private int lastLine;
  private long lastMs;

  EvidenceCheck(PipelineEvent.Run run) {
    run.faults().forEach(kind -> byKind.put(kind, new long[2]));
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
      return;
    }
    Integer before = begun.putIfAbsent(fault.id(), line);
    if (before != null) {
      throw new HistoryException(
          line,
          "fault " + fault.id() + " begins: it did in line " + before + ", expected a new id");
    }
    findings.checked();
    long[] ofKind = byKind.computeIfAbsent(fault.kind(), k -> new long[2]);
    ofKind[0]++;
    if (!fault.evidence().isBlank()) {
      ofKind[1]++;
      fired++;
    }
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
    String never =
        String.join(
            ", ",
            byKind.entrySet().stream()
                .filter(e -> e.getValue()[1] == 0)
                .map(Map.Entry::getKey)
                .toList());
    if (!never.isEmpty()) {
      return findings.unknown("no evidence of any " + never);
    }
    long without = begun.size() - fired;
    return findings.result(without == 0 ? "" : without + " left no evidence");
  }
}
