package io.maillon.chaos.model;

import io.maillon.chaos.simulation.PartitionTrace;
import io.maillon.chaos.simulation.Transition;
import io.maillon.protocol.pipeline.LogKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether recorded traces are behaviours of {@code ConfigurationSteps}.
 *
 * @param used how often each action of the specification explained a transition
 * @param rejected the first transition that nothing explains or that breaks an invariant, with the
 *     trace and the state before it; empty = all are accepted
 */
record TraceCheck(Map<String, Long> used, Optional<String> rejected) {
  private static final String SPECIFICATION = "ConfigurationTrace";
  private static final Pattern USED = Pattern.compile("(\\w+) \\|-> (\\d+)");
  private static final Pattern RUN = Pattern.compile("/\\\\ run = (\\d+)");
  private static final Pattern AT = Pattern.compile("/\\\\ at = (\\d+)");
  private static final Pattern RUNS = Pattern.compile("\\b(\\d+)(?:, \\1\\b)+");
  private static final Pattern NOTHING =
      Pattern.compile("\"[^\" ]+\" :> (0|-1|<<0>>|\\[epoch \\|-> 0,[^]]*])( @@ )?");
  private static final int BEFORE = 5;

  /**
   * @param traces all with the same kind of log
   */
  static TraceCheck of(Path work, List<PartitionTrace> traces)
      throws IOException, InterruptedException {
    Files.writeString(work.resolve("Traces.tla"), TraceModule.of(traces));
    boolean onDisk = traces.get(0).log() == LogKind.FILE;
    String config =
        Files.readString(Tlc.MODELS.resolve(SPECIFICATION + ".cfg"))
            .replace("OnDisk = FALSE", "OnDisk = " + (onDisk ? "TRUE" : "FALSE"));
    String output = Tlc.output(work, SPECIFICATION, config);
    Optional<String> rejected = rejected(traces, output);
    if (rejected.isEmpty() && !output.contains("No error has been found.")) {
      throw new IllegalStateException("no verdict from TLC:\n" + output);
    }
    return new TraceCheck(used(output), rejected);
  }

  /** Each trace says it in one line or more, at its end. */
  private static Map<String, Long> used(String output) {
    Map<String, Long> used = new TreeMap<>();
    for (String explained : output.split("<<\\s*\"explained\"")) {
      Matcher counted = USED.matcher(explained.split(">>", 2)[0]);
      while (counted.find()) {
        used.merge(counted.group(1), Long.parseLong(counted.group(2)), Long::sum);
      }
    }
    return used;
  }

  private static Optional<String> rejected(List<PartitionTrace> traces, String output) {
    boolean unexplained = output.contains("Error: Deadlock reached.");
    if (!unexplained && !output.contains("is violated")) {
      return Optional.empty();
    }
    // The last state of the behaviour that TLC shows.
    String state = output.substring(output.lastIndexOf("\nState "));
    state = state.substring(0, state.indexOf("\n\n"));
    PartitionTrace trace = traces.get(number(RUN, state) - 1);
    int at = number(AT, state) - (unexplained ? 1 : 2);
    Transition step = trace.transitions().get(at);
    StringBuilder text = new StringBuilder();
    text.append(trace).append("\n  transition ").append(at + 1).append(": ").append(step);
    text.append(unexplained ? "\n  is no step of the specification; before it:" : "\n  breaks ");
    if (!unexplained) {
      text.append(output.lines().filter(l -> l.contains("is violated")).findFirst().orElseThrow());
    }
    for (int i = Math.max(0, at - BEFORE); i < at; i++) {
      text.append("\n    ").append(trace.transitions().get(i));
    }
    return Optional.of(text.append(shortened(state)).toString());
  }

  /** One variable a line, without nodes of which there is nothing to say; logs run by run. */
  private static String shortened(String state) {
    StringBuilder text = new StringBuilder();
    for (String variable : state.replaceAll("\\s+", " ").split(" (?=/\\\\ )")) {
      Matcher runs = RUNS.matcher(NOTHING.matcher(variable).replaceAll(""));
      text.append("\n    ").append(runs.replaceAll(m -> m.group(1) + " .. " + m.group(1)));
    }
    return text.toString();
  }

  private static int number(Pattern pattern, String state) {
    Matcher matcher = pattern.matcher(state);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in:\n" + state);
    }
    return Integer.parseInt(matcher.group(1));
  }
}
