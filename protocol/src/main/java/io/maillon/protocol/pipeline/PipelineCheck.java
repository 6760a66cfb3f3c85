package io.maillon.protocol.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What makes a pipeline sound; each rule refuses with place, value and expectation. */
final class PipelineCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
  private static final int PARTITIONS_MAX = 4096;
  private static final int REPLICATION_MAX = 7;
  private static final int BYTES_MIN = 4 << 10;

  private PipelineCheck() {}

  static void check(PipelineSpec spec) {
    name("pipeline", spec.name());
    limits(spec.limits());
    if (spec.stages().isEmpty()) {
      throw new InvalidPipelineException("stages", "", "at least one stage");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.stages().size(); i++) {
      String place = "stages[" + i + "]";
      stage(place, spec.stages().get(i));
      if (!names.add(spec.stages().get(i).name())) {
        throw new InvalidPipelineException(
            place + ".name", spec.stages().get(i).name(), "a name that no other stage has");
      }
    }
    outputs(spec.stages());
    links(spec, names);
    for (int i = 0; i < spec.stages().size(); i++) {
      connected("stages[" + i + "]", spec, spec.stages().get(i));
    }
    acyclic(spec);
  }

  private static void name(String place, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidPipelineException(
          place, name, "a letter, then up to 62 letters, digits, '_' or '-'");
    }
  }

  private static void limits(Limits limits) {
    range("limits.windowBytes", limits.windowBytes(), BYTES_MIN, 1 << 30);
    range("limits.inFlightBytes", limits.inFlightBytes(), BYTES_MIN, 1 << 30);
    range("limits.batchBytes", limits.batchBytes(), 1 << 10, 8 << 20);
  }

  private static void stage(String place, StageSpec stage) {
    name(place + ".name", stage.name());
    if (stage.implementation().isBlank()) {
      throw new InvalidPipelineException(
          place, stage.name(), "one of source, function or sink with a value");
    }
    range(place + ".partitions", stage.partitions(), 1, PARTITIONS_MAX);
    range(place + ".instances", stage.instances(), 1, stage.partitions());
    range(place + ".replication", stage.replication(), 0, REPLICATION_MAX);
  }

  /** Two sinks would take each other's file for one that they wrote themselves. */
  private static void outputs(List<StageSpec> stages) {
    Set<String> files = new HashSet<>();
    for (int i = 0; i < stages.size(); i++) {
      StageSpec stage = stages.get(i);
      if (stage.kind() == StageSpec.Kind.SINK
          && stage.implementation().startsWith("file:")
          && !files.add(stage.implementation())) {
        throw new InvalidPipelineException(
            "stages[" + i + "].sink", stage.implementation(), "a file that no other sink writes");
      }
    }
  }

  private static void range(String place, int value, int min, int max) {
    if (value < min || value > max) {
      throw new InvalidPipelineException(place, value, "a whole number from " + min + " to " + max);
    }
  }

  private static void links(PipelineSpec spec, Set<String> names) {
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < spec.links().size(); i++) {
      LinkSpec link = spec.links().get(i);
      String place = "links[" + i + "]";
      known(place + ".from", link.from(), names);
      known(place + ".to", link.to(), names);
      if (!pairs.add(link.from() + " " + link.to())) {
        throw new InvalidPipelineException(
            place, link.from() + " -> " + link.to(), "one link between two stages");
      }
      int from = spec.stage(link.from()).partitions();
      int to = spec.stage(link.to()).partitions();
      if (link.edge() == Edge.FORWARD && from != to) {
        throw new InvalidPipelineException(
            place + ".edge",
            "forward",
            "equally many partitions on both sides, found " + from + " and " + to);
      }
    }
  }

  private static void known(String place, String stage, Set<String> names) {
    if (!names.contains(stage)) {
      throw new InvalidPipelineException(place, stage, "the name of a stage");
    }
  }

  private static void connected(String place, PipelineSpec spec, StageSpec stage) {
    boolean inputs = !spec.linksTo(stage.name()).isEmpty();
    boolean outputs = !spec.linksFrom(stage.name()).isEmpty();
    if (inputs == (stage.kind() == StageSpec.Kind.SOURCE)) {
      throw new InvalidPipelineException(
          place, stage.name(), inputs ? "no link to a source" : "a link to the stage");
    }
    if (outputs && stage.kind() == StageSpec.Kind.SINK) {
      throw new InvalidPipelineException(place, stage.name(), "no link from a sink");
    }
    if (!outputs && stage.kind() == StageSpec.Kind.SOURCE) {
      throw new InvalidPipelineException(place, stage.name(), "a link from the source");
    }
  }

  /** Takes away stages without upstreams until none is left; what can't be taken is a cycle. */
  private static void acyclic(PipelineSpec spec) {
    List<LinkSpec> links = new ArrayList<>(spec.links());
    List<String> left = new ArrayList<>(spec.stages().stream().map(StageSpec::name).toList());
    takeAway(left, links, LinkSpec::to);
    if (!left.isEmpty()) {
      takeAway(left, links, LinkSpec::from);
      String shown = String.join(" -> ", left) + " -> " + left.get(0);
      throw new InvalidPipelineException("links", shown, "no cycle among the stages");
    }
  }

  /** Takes away stages at the open end of the graph, and their links, as long as there are any. */
  private static void takeAway(
      List<String> left, List<LinkSpec> links, Function<LinkSpec, String> closedBy) {
    List<String> free = List.of("");
    while (!free.isEmpty()) {
      List<String> closed = links.stream().map(closedBy).toList();
      free = left.stream().filter(s -> !closed.contains(s)).toList();
      List<String> gone = free;
      left.removeAll(gone);
      links.removeIf(l -> gone.contains(l.from()) || gone.contains(l.to()));
    }
  }
}
