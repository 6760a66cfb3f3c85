package io.maillon.examples.receipts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Judges the two outputs: each names every record once, and both with the same stamp. A line is
 * {@code number,uuid,time}.
 */
public final class ReceiptsCheck {
  private static final int PROBLEMS_MAX = 20;

  private final List<String> problems = new ArrayList<>();

  private ReceiptsCheck() {}

  /**
   * What the check came to.
   *
   * @param records that both branches hold with the same stamp
   * @param problems at most 20, empty = the outputs are right
   */
  public record Verdict(long records, List<String> problems) {
    public Verdict {
      problems = List.copyOf(problems);
    }

    public boolean valid() {
      return problems.isEmpty();
    }
  }

  /**
   * Checks two outputs.
   *
   * @param left lines of one branch, in any order
   * @param right lines of the other
   * @param records how many there must be, numbered from 1
   */
  public static Verdict check(Stream<String> left, Stream<String> right, long records) {
    ReceiptsCheck check = new ReceiptsCheck();
    Map<Long, String> lefts = check.stamps("left", left);
    Map<Long, String> rights = check.stamps("right", right);
    long equal = 0;
    for (long number = 1; number <= records; number++) {
      equal += check.same(number, lefts.remove(number), rights.remove(number)) ? 1 : 0;
    }
    lefts.keySet().forEach(n -> check.problem("left: record " + n + ": expected up to " + records));
    rights
        .keySet()
        .forEach(n -> check.problem("right: record " + n + ": expected up to " + records));
    return new Verdict(equal, check.problems);
  }

  private Map<Long, String> stamps(String branch, Stream<String> lines) {
    Map<Long, String> stamps = new HashMap<>();
    lines.forEachOrdered(line -> take(branch, line, stamps));
    return stamps;
  }

  private void take(String branch, String line, Map<Long, String> stamps) {
    int comma = line.indexOf(',');
    if (!line.matches("\\d{1,18},[0-9a-f-]{36},\\d{1,18}")) {
      problem(branch + ": line '" + line + "': expected number,uuid,time");
      return;
    }
    long number = Long.parseLong(line.substring(0, comma));
    String before = stamps.putIfAbsent(number, line.substring(comma + 1));
    if (before != null) {
      problem(branch + ": record " + number + " twice: expected once");
    }
  }

  private boolean same(long number, String left, String right) {
    boolean same = left != null && left.equals(right);
    if (!same) {
      problem(
          "record "
              + number
              + ": left '"
              + left
              + "', right '"
              + right
              + "': expected the same stamp");
    }
    return same;
  }

  private void problem(String text) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(text);
    }
  }
}
