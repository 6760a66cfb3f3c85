package io.maillon.link;

import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options of a stage, as written in the pipeline definition; what doesn't fit is refused with
 * its place, value and what was expected. Immutable.
 */
public final class Options {
  private final String stage;
  private final Map<String, String> values;

  public Options(String stage, Map<String, String> values) {
    this.stage = stage;
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Refuses options other than these, so that a misspelt one does not go unnoticed. */
  public void allow(String... names) {
    List<String> known = Arrays.asList(names);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw new InvalidPipelineException(
            place(entry.getKey()),
            entry.getValue(),
            known.isEmpty() ? "no options" : "one of the options " + String.join(", ", known));
      }
    }
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A whole number; a K, M or G at its end multiplies by 1000 each. */
  public long number(String name, long other, long min, long max) {
    String text = values.get(name);
    if (text == null) {
      return other;
    }
    Optional<Long> value = parse(text.replace("_", ""));
    if (value.isEmpty() || value.get() < min || value.get() > max) {
      throw new InvalidPipelineException(
          place(name), text, "a whole number from " + min + " to " + max);
    }
    return value.get();
  }

  public boolean flag(String name, boolean other) {
    String text = values.getOrDefault(name, Boolean.toString(other));
    if (!text.equals("true") && !text.equals("false")) {
      throw new InvalidPipelineException(place(name), text, "true or false");
    }
    return text.equals("true");
  }

  /** All options, in name order. */
  public Map<String, String> all() {
    return values;
  }

  /** Where an option stands, for messages: {@code stages.read.options.ratePerSecond}. */
  public String place(String name) {
    return "stages." + stage + ".options." + name;
  }

  private static Optional<Long> parse(String text) {
    int power = text.isEmpty() ? 0 : "KMG".indexOf(text.charAt(text.length() - 1)) + 1;
    String digits = power == 0 ? text : text.substring(0, text.length() - 1);
    try {
      long value = Long.parseLong(digits);
      for (int i = 0; i < power; i++) {
        value = Math.multiplyExact(value, 1000L);
      }
      return Optional.of(value);
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
