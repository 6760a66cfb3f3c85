package io.maillon.cli.internal.run;

import io.maillon.coordinator.status.RecoveryStatus;
import io.maillon.protocol.PartitionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line for each failure that was recovered from, however many partitions it hit. Told once,
 * when all of them have caught up, so that it is known what was replayed.
 */
final class RecoveryLines {
  /** A partition without input has nothing to catch up with. */
  private static final long CATCH_UP_NS = 1_000_000_000L;

  private static final Pattern LOSS = Pattern.compile("loss of (owner|replica) ([^ :]+)(.*)");

  private final Set<String> told = new HashSet<>();
  private final Map<String, Long> readySeenNs = new HashMap<>();

  /** Lines that are due now and were not told yet. */
  List<String> newLines(List<RecoveryStatus> recoveries, long nowNs) {
    Map<String, List<RecoveryStatus>> failures = new LinkedHashMap<>();
    for (RecoveryStatus recovery : recoveries) {
      if (!told.contains(key(recovery))) {
        failures.computeIfAbsent(failure(recovery), f -> new ArrayList<>()).add(recovery);
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<RecoveryStatus> failure : failures.values()) {
      // Of every one, so that the time runs for each from the moment when it was ready.
      long settled = failure.stream().filter(recovery -> isSettled(recovery, nowNs)).count();
      if (settled == failure.size()) {
        failure.forEach(recovery -> told.add(key(recovery)));
        failure.forEach(recovery -> readySeenNs.remove(key(recovery)));
        lines.add(line(failure));
      }
    }
    return lines;
  }

  private boolean isSettled(RecoveryStatus recovery, long nowNs) {
    if (!recovery.ready()) {
      return false;
    }
    long readyNs = readySeenNs.computeIfAbsent(key(recovery), k -> nowNs);
    return recovery.caughtUp() || nowNs - readyNs > CATCH_UP_NS;
  }

  private static String key(RecoveryStatus recovery) {
    return recovery.partition() + " " + recovery.fromEpoch();
  }

  /** The same for all partitions that one failure hit. */
  private static String failure(RecoveryStatus recovery) {
    Matcher loss = LOSS.matcher(recovery.cause());
    return (loss.matches() ? loss.group(2) : recovery.cause()) + " " + recovery.failedAtMs();
  }

  private static String line(List<RecoveryStatus> failure) {
    if (failure.size() == 1) {
      return failure.get(0).line();
    }
    List<RecoveryStatus> moved = failure.stream().filter(r -> !isReplicaOnly(r)).toList();
    List<RecoveryStatus> shown = moved.isEmpty() ? failure : moved;
    long others = failure.size() - (long) shown.size();
    return String.format(
        Locale.ROOT,
        "recovered %s%s: %s, detected after %s, ready after %s, %d records replayed%s",
        moved.isEmpty() ? "replicas of " : "",
        names(shown),
        cause(shown.get(0)),
        RecoveryStatus.ms(max(shown, RecoveryStatus::detectedMs)),
        RecoveryStatus.ms(max(shown, RecoveryStatus::readyMs)),
        shown.stream().mapToLong(RecoveryStatus::replayed).sum(),
        others == 0
            ? ""
            : "; "
                + others
                + " more partitions have a new replica after "
                + RecoveryStatus.ms(max(failure, RecoveryStatus::readyMs)));
  }

  private static boolean isReplicaOnly(RecoveryStatus recovery) {
    Matcher loss = LOSS.matcher(recovery.cause());
    return loss.matches() && loss.group(1).equals("replica");
  }

  private static String cause(RecoveryStatus recovery) {
    Matcher loss = LOSS.matcher(recovery.cause());
    return loss.matches() ? "loss of " + loss.group(2) + loss.group(3) : recovery.cause();
  }

  private static long max(List<RecoveryStatus> recoveries, ToLongFunction<RecoveryStatus> of) {
    return recoveries.stream().mapToLong(of).max().orElse(0);
  }

  /** {@code delays/3 7 11, parse/1}. */
  private static String names(List<RecoveryStatus> recoveries) {
    Map<String, List<Integer>> byStage = new TreeMap<>();
    for (RecoveryStatus recovery : recoveries) {
      PartitionId id = PartitionId.parse(recovery.partition());
      byStage.computeIfAbsent(id.stage(), s -> new ArrayList<>()).add(id.index());
    }
    List<String> stages = new ArrayList<>();
    byStage.forEach(
        (stage, indexes) -> {
          indexes.sort(null);
          stages.add(stage + "/" + String.join(" ", indexes.stream().map(i -> "" + i).toList()));
        });
    return String.join(", ", stages);
  }
}
