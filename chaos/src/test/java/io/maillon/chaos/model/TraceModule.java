package io.maillon.chaos.model;

import io.maillon.chaos.simulation.PartitionTrace;
import io.maillon.chaos.simulation.Transition;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Recorded traces as the TLA+ module that {@code ConfigurationTrace} extends. */
final class TraceModule {
  private TraceModule() {}

  static String of(List<PartitionTrace> traces) {
    Set<String> nodes = new TreeSet<>();
    for (PartitionTrace trace : traces) {
      for (Transition t : trace.transitions()) {
        nodes.add(t.node());
        nodes.addAll(t.members());
      }
    }
    return "---- MODULE Traces ----\nRecordedNodes == "
        + set(nodes)
        + "\nRecorded == <<"
        + traces.stream().map(TraceModule::one).collect(Collectors.joining(",\n"))
        + ">>\n====\n";
  }

  private static String one(PartitionTrace trace) {
    return trace.transitions().stream()
        .map(TraceModule::step)
        .collect(Collectors.joining(",\n ", "\\* " + trace + "\n<<", ">>"));
  }

  private static String step(Transition t) {
    return "[do |-> \"%s\", n |-> \"%s\", e |-> %d, k |-> %d, l |-> %d, t |-> %s]"
        .formatted(t.kind(), t.node(), t.epoch(), t.index(), t.tipEpoch(), set(t.members()));
  }

  private static String set(Collection<String> members) {
    return members.stream().map(m -> '"' + m + '"').collect(Collectors.joining(", ", "{", "}"));
  }
}
