package io.maillon.examples.flights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Judges the output of the pipeline: for every airport the counts run 1, 2, 3, … without gap,
 * repeat or disorder, and its last line equals that of the plain computation. A record lost, taken
 * twice or out of order anywhere on its way breaks one or the other.
 */
public final class FlightsCheck {
  private static final int PROBLEMS_MAX = 20;

  private final Map<String, String> lastLines = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private long lines;

  private FlightsCheck() {}

  /**
   * What the check came to.
   *
   * @param lines in the output
   * @param airports in the output
   * @param problems at most 20, empty = the output is right
   */
  public record Verdict(long lines, int airports, List<String> problems) {
    public Verdict {
      problems = List.copyOf(problems);
    }

    public boolean valid() {
      return problems.isEmpty();
    }
  }

  /**
   * Checks an output.
   *
   * @param output lines {@code origin,count,mean,p95}
   * @param expected last line of each airport
   */
  public static Verdict check(Stream<String> output, SortedMap<String, String> expected) {
    FlightsCheck check = new FlightsCheck();
    output.forEachOrdered(check::line);
    expected.forEach(check::last);
    check.counts.keySet().stream()
        .filter(origin -> !expected.containsKey(origin))
        .sorted()
        .forEach(origin -> check.problem("airport " + origin + ": expected none of this name"));
    return new Verdict(check.lines, check.counts.size(), check.problems);
  }

  private void line(String line) {
    lines++;
    String[] fields = line.split(",", -1);
    long count = fields.length == 4 ? number(fields[1]) : -1;
    if (count < 0) {
      problem("line " + lines + " '" + line + "': expected origin,count,mean,p95");
      return;
    }
    long next = counts.getOrDefault(fields[0], 0L) + 1;
    if (count != next) {
      problem("line " + lines + " '" + line + "': expected count " + next);
    }
    counts.put(fields[0], count);
    lastLines.put(fields[0], line);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void last(String origin, String expected) {
    String found = lastLines.get(origin);
    if (!expected.equals(found)) {
      problem("airport " + origin + ": last line '" + found + "': expected '" + expected + "'");
    }
  }

  private void problem(String text) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(text);
    }
  }
}
