package io.maillon.link.internal.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of one log file: {@code GENERATION-SEGMENT.log}. An image begins a generation, and replaces
 * all lower ones; its segments follow on each other from 0.
 *
 * @param generation from 1
 * @param segment from 0
 */
record LogFileName(long generation, int segment) implements Comparable<LogFileName> {
  private static final Pattern SHAPE = Pattern.compile("(\\d{12})-(\\d{6})\\.log");

  static Optional<LogFileName> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new LogFileName(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(LogFileName other) {
    int byGeneration = Long.compare(generation, other.generation);
    return byGeneration != 0 ? byGeneration : Integer.compare(segment, other.segment);
  }

  @Override
  public String toString() {
    return String.format("%012d-%06d.log", generation, segment);
  }
}
