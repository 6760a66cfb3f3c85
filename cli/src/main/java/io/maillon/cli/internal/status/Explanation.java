package io.maillon.cli.internal.status;

import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PartitionStatus.PositionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PipelineState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a partition moves or does not, in sentences. */
public final class Explanation {
  private final PipelineStatus pipeline;
  private final PartitionStatus partition;
  private final List<String> sentences = new ArrayList<>();

  private Explanation(PipelineStatus pipeline, PartitionStatus partition) {
    this.pipeline = pipeline;
    this.partition = partition;
  }

  /**
   * Explains one partition.
   *
   * @param earlier its status some time before, which shows whether it moves; empty = unknown
   */
  public static String of(
      PipelineStatus pipeline, PartitionStatus partition, Optional<PartitionStatus> earlier) {
    Explanation explanation = new Explanation(pipeline, partition);
    explanation.ownership();
    explanation.claim();
    explanation.movement(earlier);
    explanation.credit();
    explanation.lastRecovery();
    return String.join("\n", explanation.sentences) + "\n";
  }

  private void ownership() {
    PartitionId id = partition.id();
    if (partition.owner().isEmpty()) {
      say(
          id
              + " has no owner"
              + (partition.epoch() == 0 ? " yet." : " in epoch " + partition.epoch() + "."));
      return;
    }
    String owner = described(partition.owner().get());
    say(id + " is owned by " + owner + " in epoch " + partition.epoch() + ".");
    if (partition.replicas().isEmpty()) {
      say("It has no replica: what is not acknowledged lives on its owner only.");
    } else {
      String holders =
          String.join(" and ", partition.replicas().stream().map(this::described).toList());
      say("Its log is also held by " + holders + ".");
    }
  }

  private String described(String instance) {
    return pipeline
        .instance(instance)
        .map(
            i ->
                i.alive()
                    ? instance + " (pid " + i.pid() + " on " + i.host() + ")"
                    : instance + " (dead)")
        .orElse(instance + " (unknown)");
  }

  private void claim() {
    if (!partition.claim().isEmpty()) {
      say(
          "A claim is pending: "
              + partition.claim()
              + " is to take over; it fences the members of epoch "
              + partition.epoch()
              + ", installs the log, then activates.");
    } else if (partition.owner().isEmpty() && !partition.finished()) {
      say("No claim is pending: the coordinator has no instance to give it to.");
    }
  }

  private void movement(Optional<PartitionStatus> earlier) {
    if (partition.finished()) {
      say("It has finished: its stream ended and all outputs are acknowledged.");
      return;
    }
    if (pipeline.state() != PipelineState.RUNNING) {
      say("It does not move because the pipeline is " + pipeline.state() + ".");
    }
    long consumed = partition.consumed();
    earlier.ifPresent(
        before -> {
          long records = consumed - before.consumed();
          long outputs = partition.outputOffset() - before.outputOffset();
          say(
              records > 0 || outputs > 0
                  ? "It moves: "
                      + records
                      + " records in and "
                      + outputs
                      + " out since a moment ago."
                  : "It has not moved since a moment ago.");
        });
    String waitsFor = partition.waitsFor();
    say(waitsFor.isEmpty() ? "It waits for nothing." : "It waits for " + waitsFor + ".");
    for (PositionStatus position : partition.positions()) {
      if (position.ended()) {
        say(
            "Of "
                + position.upstream()
                + " it has consumed all, up to offset "
                + position.offset()
                + ".");
      }
    }
  }

  private void credit() {
    if (partition.finished()) {
      return;
    }
    long unacked = partition.outputOffset() - partition.ackedOffset();
    if (unacked > 0) {
      say(
          "Of its "
              + partition.outputOffset()
              + " outputs "
              + unacked
              + " are not acknowledged by their targets; they keep "
              + StatusText.bytes(partition.inFlightBytes())
              + " of the in-flight log.");
    }
    if (partition.waitingBytes() > 0) {
      say(
          StatusText.bytes(partition.waitingBytes())
              + " of input wait for its function; meanwhile its upstreams lack that much credit.");
    }
  }

  private void lastRecovery() {
    String id = partition.id().toString();
    pipeline.recoveries().stream()
        .filter(recovery -> recovery.partition().equals(id))
        .reduce((first, second) -> second)
        .ifPresent(recovery -> say("Last recovery: " + recovery.line() + "."));
  }

  private void say(String sentence) {
    sentences.add(sentence);
  }
}
