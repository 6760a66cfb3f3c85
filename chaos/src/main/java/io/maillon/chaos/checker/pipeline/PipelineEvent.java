package io.maillon.chaos.checker.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that was seen of a run. Times are wall clock times in ms, 0 where not known; sources,
 * sinks and partitions are named {@code stage/index}. How each is written down, and which order
 * counts: docs/chaos/history.md.
 */
public sealed interface PipelineEvent {

  /**
   * What runs; the first event of a history.
   *
   * @param fold what the values of effects and states are
   * @param perKeyOrder whether effects of one key come in the order of their source
   * @param livenessBoundMs how long after the last fault the pipeline may take to its end; 0 = no
   *     bound
   * @param faults kinds that the run means to inject
   * @param settings whatever else a reader of the report may want to know
   */
  record Run(
      String suite,
      String backend,
      long seed,
      String pipeline,
      long startedMs,
      Fold fold,
      boolean perKeyOrder,
      long livenessBoundMs,
      List<String> faults,
      Map<String, String> settings)
      implements PipelineEvent {
    public Run {
      faults = List.copyOf(faults);
      settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
  }

  /**
   * A source gave a record; again, with the same content, when it was read again.
   *
   * @param value a whole number where the fold is a sum
   * @param effects how many it has; {@link #ANY_EFFECTS} = nobody knows
   */
  record Sent(String source, long offset, String key, String value, int effects)
      implements PipelineEvent {
    public static final int ANY_EFFECTS = -1;

    /** A record with one effect. */
    public Sent(String source, long offset, String key, String value) {
      this(source, offset, key, value, 1);
    }
  }

  /** All records of a source, or outputs of a partition, up to there are acknowledged. */
  record Acked(String source, long offset) implements PipelineEvent {}

  /**
   * A record is in the state of a sink.
   *
   * @param sink one partition of it; its effects come in the order that its own state has
   * @param epoch that wrote it, 0 = not known
   * @param input the record that caused it
   * @param with records that it was joined with
   * @param value the state of the key with this effect, where there is a fold; may be empty
   */
  record Effect(String sink, long epoch, String key, Input input, List<Input> with, String value)
      implements PipelineEvent {
    public Effect {
      with = List.copyOf(with);
    }

    /** The only effect of one record. */
    public Effect(String sink, long epoch, String key, String source, long offset, String value) {
      this(sink, epoch, key, new Input(source, offset, 0), List.of(), value);
    }
  }

  /** An instance became the owner of a partition. */
  record Owner(String partition, long epoch, String instance, long atMs) implements PipelineEvent {}

  /** The targets took outputs of the partition up to there from the owner of that epoch. */
  record Released(String partition, long epoch, long offset) implements PipelineEvent {}

  /** Outputs of the partition up to there are no longer kept. */
  record Trimmed(String partition, long offset) implements PipelineEvent {}

  /** What the state of a key was in the end. */
  record State(String key, String value) implements PipelineEvent {}

  /**
   * A fault began or ended.
   *
   * @param id of the fault, the same at both
   * @param kind as the suite calls it: {@code cut-one-way}
   * @param amount in the unit of the kind, 0 where it has none
   * @param evidence that it took effect; empty = it did not
   * @param held partitions of which a copy lay in its nodes when it began; {@link #NOT_KNOWN}
   */
  record Fault(
      long id,
      String kind,
      List<String> nodes,
      long amount,
      Phase phase,
      String evidence,
      long atMs,
      long held)
      implements PipelineEvent {
    public static final long NOT_KNOWN = -1;

    public Fault {
      nodes = List.copyOf(nodes);
    }

    /** Of which nobody knows what its nodes held. */
    public Fault(
        long id,
        String kind,
        List<String> nodes,
        long amount,
        Phase phase,
        String evidence,
        long atMs) {
      this(id, kind, nodes, amount, phase, evidence, atMs, NOT_KNOWN);
    }

    public Fault held(long partitions) {
      return new Fault(id, kind, nodes, amount, phase, evidence, atMs, partitions);
    }

    /** Which end of it. */
    public enum Phase {
      BEGIN,
      END;

      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /**
   * The coordinators decided that an instance is dead.
   *
   * @param instance its life: {@code w1#2}
   * @param failedMs last sign of life before
   * @param declaredMs when that was decided
   */
  record Death(String instance, String reason, long failedMs, long declaredMs)
      implements PipelineEvent {}

  /**
   * An instance was found silent, and not declared dead because it has the last copy of something.
   *
   * @param atMs when that was seen; again when it was heard of in between
   */
  record Spared(String instance, long atMs) implements PipelineEvent {}

  /**
   * A partition was moved away from a dead member.
   *
   * @param firstOutputMs when the new owner first released something
   * @param replayed records that were sent once more
   */
  record Recovery(
      String partition,
      long fromEpoch,
      long toEpoch,
      String cause,
      long failedMs,
      long suspectedMs,
      long declaredMs,
      long claimedMs,
      long installedMs,
      long activatedMs,
      long firstOutputMs,
      long caughtUpMs,
      long replayed)
      implements PipelineEvent {}

  /**
   * How the sinks got on.
   *
   * @param records at the sinks so far
   * @param newRecords since the sample before
   * @param p50Ms latency of those, from the source to the sink
   */
  record Sample(long atMs, long records, long newRecords, double p50Ms, double p99Ms, double maxMs)
      implements PipelineEvent {}

  /**
   * The run is over.
   *
   * @param state {@code DONE}, {@code FAILED}, or whatever it was left in; {@code ABORTED}: the
   *     suite itself could not go on, for the reason that the message gives
   * @param inputEndedMs when the last record was there to be read, 0 = before the last fault
   */
  record End(String state, String message, long atMs, long inputEndedMs) implements PipelineEvent {
    public static final String DONE = "DONE";
    public static final String FAILED = "FAILED";
    public static final String ABORTED = "ABORTED";

    /** Of a run whose input had ended before its last fault. */
    public End(String state, String message, long atMs) {
      this(state, message, atMs, 0);
    }

    /** Whether it ended in a way that no fault within its promise should lead to. */
    public boolean isBroken() {
      return state.equals(FAILED) || state.equals("DATA_LOSS");
    }

    public boolean isDone() {
      return state.equals(DONE);
    }

    /** Whether the run was given up before its end, so that it shows nothing. */
    public boolean isAborted() {
      return state.equals(ABORTED);
    }
  }
}
