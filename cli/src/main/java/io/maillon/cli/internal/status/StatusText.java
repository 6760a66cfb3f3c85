package io.maillon.cli.internal.status;

import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.RecoveryStatus;
import io.maillon.coordinator.status.StatusDocument;
import java.util.List;
import java.util.Locale;

/** A pipeline's status for people: tables of instances and partitions, recoveries, risks. */
public final class StatusText {
  private static final int RECOVERIES_MAX = 10;

  private StatusText() {}

  public static String of(StatusDocument document) {
    if (document.pipelines().isEmpty()) {
      return "no pipelines\n";
    }
    StringBuilder text = new StringBuilder();
    document.pipelines().forEach(pipeline -> append(pipeline, text));
    if (!document.fromLeader()) {
      text.append("(told by a coordinator that does not lead: progress is missing)\n");
    }
    return text.toString();
  }

  private static void append(PipelineStatus pipeline, StringBuilder text) {
    text.append("pipeline ").append(pipeline.name()).append("  ").append(pipeline.state());
    text.append(pipeline.message().isEmpty() ? "\n" : "  " + pipeline.message() + "\n");
    text.append("\ninstances\n").append(instances(pipeline));
    text.append("\npartitions\n").append(partitions(pipeline));
    List<RecoveryStatus> recoveries = pipeline.recoveries();
    text.append("\nrecoveries ").append(pipeline.recovered()).append('\n');
    recoveries.stream()
        .skip(Math.max(0, recoveries.size() - RECOVERIES_MAX))
        .forEach(recovery -> text.append("  ").append(recovery.line()).append('\n'));
    text.append("\nfailures that would lose data now\n");
    pipeline.risks().forEach(risk -> text.append("  ").append(risk).append('\n'));
    text.append(pipeline.risks().isEmpty() ? "  none\n" : "");
  }

  private static StatusTable instances(PipelineStatus pipeline) {
    StatusTable table =
        new StatusTable("INSTANCE", "STATE", "PID", "HOST", "ADDRESS", "OWNS", "REPLICAS");
    for (InstanceStatus instance : pipeline.instances()) {
      String id = instance.id();
      table.row(
          id,
          instance.state(),
          instance.pid(),
          instance.host(),
          instance.address(),
          pipeline.partitions().stream()
              .filter(p -> p.owner().filter(id::equals).isPresent())
              .count(),
          pipeline.partitions().stream().filter(p -> p.replicas().contains(id)).count());
    }
    return table;
  }

  private static StatusTable partitions(PipelineStatus pipeline) {
    StatusTable table =
        new StatusTable(
            "PARTITION",
            "STATE",
            "EPOCH",
            "OWNER",
            "REPLICAS",
            "CONSUMED",
            "OUT",
            "ACKED",
            "IN FLIGHT",
            "WAITS FOR");
    for (PartitionStatus partition : pipeline.partitions()) {
      table.row(
          partition.id(),
          partition.state(),
          partition.epoch(),
          partition.owner().orElse("-"),
          partition.replicas().isEmpty() ? "-" : String.join(" ", partition.replicas()),
          partition.consumed(),
          partition.outputOffset(),
          partition.ackedOffset(),
          bytes(partition.inFlightBytes()),
          partition.waitsFor().isEmpty() ? "-" : partition.waitsFor());
    }
    return table;
  }

  static String bytes(long bytes) {
    if (bytes < 1024) {
      return Long.toString(bytes);
    }
    return bytes < 1024 * 1024
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024));
  }
}
