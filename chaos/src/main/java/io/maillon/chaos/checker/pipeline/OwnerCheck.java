package io.maillon.chaos.checker.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An epoch of a partition has one owner, and a newer epoch is never followed by an older one. */
final class OwnerCheck {
  private final Findings findings = new Findings(Claim.OWNER);
  private final Room room;
  private final Map<String, List<Seen>> byPartition = new TreeMap<>();

  OwnerCheck(Room room) {
    this.room = room;
  }

  private record Seen(int line, PipelineEvent.Owner event) {
    long epoch() {
      return event.epoch();
    }

    long atMs() {
      return event.atMs();
    }
  }

  void owner(PipelineEvent.Owner event, int line) {
    room.take(1);
    findings.checked();
    byPartition
        .computeIfAbsent(event.partition(), p -> new ArrayList<>())
        .add(new Seen(line, event));
  }

  CheckResult result() {
    byPartition.forEach(this::oneOwnerPerEpoch);
    byPartition.forEach(this::epochsGrow);
    return findings.result("");
  }

  private void oneOwnerPerEpoch(String partition, List<Seen> owners) {
    Map<Long, Seen> first = new HashMap<>();
    for (Seen owner : owners) {
      Seen known = first.putIfAbsent(owner.epoch(), owner);
      if (known != null && !known.event().instance().equals(owner.event().instance())) {
        String text =
            String.format(
                "%s epoch %d has two owners, %s and %s",
                partition, owner.epoch(), known.event().instance(), owner.event().instance());
        findings.violation(text, known.line(), owner.line());
      }
    }
  }

  /** By time where all times are known, else by line; of the same time, by epoch. */
  private void epochsGrow(String partition, List<Seen> owners) {
    boolean timed = owners.stream().allMatch(o -> o.atMs() > 0);
    List<Seen> ordered = new ArrayList<>(owners);
    if (timed) {
      ordered.sort(Comparator.comparingLong(Seen::atMs).thenComparingLong(Seen::epoch));
    }
    Seen newest = null;
    for (Seen owner : ordered) {
      if (newest == null || owner.epoch() > newest.epoch()) {
        newest = owner;
      } else if (owner.epoch() < newest.epoch()) {
        String text =
            String.format(
                "%s has an owner of epoch %d, %s, after one of epoch %d, %s",
                partition,
                owner.epoch(),
                owner.event().instance(),
                newest.epoch(),
                newest.event().instance());
        findings.violation(text, newest.line(), owner.line());
      }
    }
  }
}
