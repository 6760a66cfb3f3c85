package io.maillon.chaos.report;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.EventConsumer;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.checker.pipeline.PipelineEvent.Fault.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How soon failures of instances were noticed, and which were not: from the begin of a fault in one
 * node to the decision that its instance is dead. A decision is that on the last fault of its node
 * before it; what ends because the next life joins was noticed by nobody. Owned by one thread.
 */
final class Detections implements EventConsumer {
  /** A decision that comes later is not about the fault. */
  private static final long WITHIN_MS = 10_000;

  /** By then a node that stands still, or is cut off, has to be noticed: what is promised. */
  private static final long BOUND_MS = 1_000;

  /** How the reason begins when the next life of the node ended the one before. */
  private static final String REPLACED = "a new life of ";

  /** What a node was seen to hold may be so old. */
  private static final long STALE_MS = 1_000;

  /** They end the process, whenever it is started again. */
  private static final Set<String> DEADLY =
      Set.of("kill", "kill-in-recovery", "power-loss", "wipe");

  /** They keep it from its work for as long as they last. */
  private static final Set<String> SILENCING = Set.of("freeze", "isolate");

  private final Map<Long, PipelineEvent.Fault> faults = new TreeMap<>();
  private final Map<Long, Long> endedMs = new HashMap<>();
  private final List<PipelineEvent.Death> deaths = new ArrayList<>();
  private final List<PipelineEvent.Spared> spared = new ArrayList<>();

  /** What became of a fault. */
  private enum Outcome {
    NOTICED,
    /** Was not, or too late, though it had to be. */
    MISSED,
    /** Was, but to declare it dead would have been to declare a loss of data. */
    SPARED,
    /** Its node held nothing, so there was nothing to be moved. */
    IDLE,
    /**
     * Over, or overtaken by the next one, before anybody had to notice; or begun while another one
     * silenced its node already, so that nobody can tell which of them was noticed.
     */
    BRIEF,
    /** Of a kind, or in a node, that is not meant to be taken for dead. */
    NOT_JUDGED
  }

  /**
   * What became of the faults of one kind.
   *
   * @param times milliseconds from begin to decision, of all that were declared, too late or not
   * @param missed lasted beyond the bound in a node that held something, and were not noticed by
   *     then
   * @param spared were noticed, but had the last copy of something: not declared dead at once
   * @param idle were not noticed; their nodes held nothing
   * @param brief were over before the bound and not noticed, or came on top of another one
   */
  record OfKind(Percentiles times, long missed, long spared, long idle, long brief) {
    /** Whether anything is to be said of the kind. */
    boolean isJudged() {
      return times.count() + missed + spared + idle + brief > 0;
    }
  }

  @Override
  public void accept(int line, PipelineEvent event) {
    if (event instanceof PipelineEvent.Death death) {
      deaths.add(death);
    } else if (event instanceof PipelineEvent.Spared one) {
      spared.add(one);
    } else if (event instanceof PipelineEvent.Fault fault && fault.nodes().size() == 1) {
      if (fault.phase() == Phase.END) {
        endedMs.put(fault.id(), fault.atMs());
      } else if (!fault.evidence().isBlank()) {
        faults.put(fault.id(), fault);
      }
    }
  }

  /** By kind, of those of which anything is to be said. */
  Map<String, OfKind> byKind() {
    Map<Long, Long> declaredMs = declaredMs();
    Map<String, List<PipelineEvent.Fault>> kinds = new TreeMap<>();
    faults.values().forEach(f -> kinds.computeIfAbsent(f.kind(), k -> new ArrayList<>()).add(f));
    Map<String, OfKind> all = new TreeMap<>();
    kinds.forEach(
        (kind, ofKind) -> {
          OfKind one = ofKind(ofKind, declaredMs);
          if (one.isJudged()) {
            all.put(kind, one);
          }
        });
    return all;
  }

  private OfKind ofKind(List<PipelineEvent.Fault> ofKind, Map<Long, Long> declaredMs) {
    List<Outcome> outcomes = ofKind.stream().map(f -> outcome(f, declaredMs)).toList();
    long[] times =
        ofKind.stream()
            .filter(f -> declaredMs.containsKey(f.id()) && !isOnTop(f))
            .mapToLong(f -> declaredMs.get(f.id()) - f.atMs())
            .toArray();
    return new OfKind(
        Percentiles.of(times),
        count(outcomes, Outcome.MISSED),
        count(outcomes, Outcome.SPARED),
        count(outcomes, Outcome.IDLE),
        count(outcomes, Outcome.BRIEF));
  }

  private static long count(List<Outcome> outcomes, Outcome which) {
    return outcomes.stream().filter(which::equals).count();
  }

  /** That no failure was missed; UNKNOWN when none had to be noticed. */
  FurtherCheck check() {
    Map<Long, Long> declaredMs = declaredMs();
    List<PipelineEvent.Fault> missed = new ArrayList<>();
    long checked = 0;
    for (PipelineEvent.Fault fault : faults.values()) {
      Outcome outcome = outcome(fault, declaredMs);
      checked += outcome == Outcome.NOTICED || outcome == Outcome.MISSED ? 1 : 0;
      if (outcome == Outcome.MISSED) {
        missed.add(fault);
      }
    }
    Verdict verdict =
        checked == 0 ? Verdict.UNKNOWN : missed.isEmpty() ? Verdict.VALID : Verdict.INVALID;
    String detail =
        checked == 0
            ? "VOID: no fault hit an instance that held something"
            : String.join("\n", missed.stream().map(f -> text(f, declaredMs)).toList());
    return new FurtherCheck(
        "failures of instances that hold something are noticed", verdict, checked, detail);
  }

  private String text(PipelineEvent.Fault fault, Map<Long, Long> declaredMs) {
    String noticed =
        declaredMs.containsKey(fault.id())
            ? "noticed after " + (declaredMs.get(fault.id()) - fault.atMs()) + " ms only"
            : "not noticed"
                + (DEADLY.contains(fault.kind()) ? "" : " in " + lastedMs(fault) + " ms");
    return "fault "
        + fault.id()
        + ", "
        + fault.kind()
        + " of "
        + fault.nodes().get(0)
        + ", which held "
        + fault.held()
        + " partitions: "
        + noticed;
  }

  private Outcome outcome(PipelineEvent.Fault fault, Map<Long, Long> declaredMs) {
    boolean deadly = DEADLY.contains(fault.kind());
    boolean declared = declaredMs.containsKey(fault.id());
    if (isOnTop(fault) && (deadly || SILENCING.contains(fault.kind())) && (declared || !deadly)) {
      return Outcome.BRIEF;
    }
    if (declared && !isLate(fault, declaredMs.get(fault.id()))) {
      return Outcome.NOTICED;
    }
    if (fault.held() == PipelineEvent.Fault.NOT_KNOWN
        || !(deadly || SILENCING.contains(fault.kind()))) {
      return Outcome.NOT_JUDGED;
    }
    if (fault.held() == 0 || wasDeadAlready(fault)) {
      return Outcome.IDLE;
    }
    if (!deadly && lastedMs(fault) <= BOUND_MS) {
      return Outcome.BRIEF;
    }
    return wasSpared(fault) ? Outcome.SPARED : Outcome.MISSED;
  }

  /** Of what had to be noticed while it lasted. */
  private boolean isLate(PipelineEvent.Fault fault, long declaredMs) {
    return SILENCING.contains(fault.kind())
        && fault.held() > 0
        && lastedMs(fault) > BOUND_MS
        && declaredMs - fault.atMs() > BOUND_MS;
  }

  /** Whether another one silenced its node when it began. */
  private boolean isOnTop(PipelineEvent.Fault fault) {
    return faults.values().stream()
        .filter(other -> SILENCING.contains(other.kind()) && other.nodes().equals(fault.nodes()))
        .filter(other -> other.atMs() < fault.atMs())
        .anyMatch(other -> fault.atMs() < silentUntilMs(other, fault));
  }

  /** Who was frozen and is killed has a next process, which is not frozen; a cut stays. */
  private long silentUntilMs(PipelineEvent.Fault silencing, PipelineEvent.Fault before) {
    long endMs = endedMs.getOrDefault(silencing.id(), silencing.atMs());
    return !silencing.kind().equals("freeze")
        ? endMs
        : faults.values().stream()
            .filter(f -> DEADLY.contains(f.kind()) && f.nodes().equals(silencing.nodes()))
            .mapToLong(PipelineEvent.Fault::atMs)
            .filter(ms -> ms > silencing.atMs() && ms < before.atMs())
            .min()
            .orElse(endMs);
  }

  private boolean wasDeadAlready(PipelineEvent.Fault fault) {
    return deaths.stream()
        .filter(death -> isOf(fault, death.instance()))
        .map(death -> fault.atMs() - death.declaredMs())
        .anyMatch(agoMs -> agoMs > 0 && agoMs <= STALE_MS);
  }

  private boolean wasSpared(PipelineEvent.Fault fault) {
    return spared.stream()
        .filter(one -> isOf(fault, one.instance()))
        .map(one -> one.atMs() - fault.atMs())
        .anyMatch(afterMs -> afterMs >= 0 && afterMs <= WITHIN_MS);
  }

  /** Alone: to its end, or to the next fault of the node, to which a decision would be due. */
  private long lastedMs(PipelineEvent.Fault fault) {
    long endMs = endedMs.getOrDefault(fault.id(), fault.atMs());
    Predicate<PipelineEvent.Fault> isNext =
        f -> f.atMs() > fault.atMs() && f.nodes().equals(fault.nodes());
    long nextMs =
        faults.values().stream()
            .filter(isNext)
            .mapToLong(PipelineEvent.Fault::atMs)
            .min()
            .orElse(endMs);
    return Math.min(endMs, nextMs) - fault.atMs();
  }

  private static boolean isOf(PipelineEvent.Fault fault, String instance) {
    return instance.startsWith(fault.nodes().get(0) + "#");
  }

  /** By fault, of those that were noticed: when. */
  private Map<Long, Long> declaredMs() {
    Map<Long, Long> declared = new HashMap<>();
    for (PipelineEvent.Death death : deaths) {
      faults.values().stream()
          .filter(fault -> !death.reason().startsWith(REPLACED))
          .filter(fault -> isOf(fault, death.instance()))
          .filter(fault -> fault.atMs() <= death.declaredMs())
          .filter(fault -> death.declaredMs() - fault.atMs() <= WITHIN_MS)
          .max(Comparator.comparingLong(PipelineEvent.Fault::atMs))
          .ifPresent(fault -> declared.merge(fault.id(), death.declaredMs(), Math::min));
    }
    return declared;
  }
}
