package io.maillon.chaos.checker;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as people read them: the way EDN writes them. */
public final class Values {
  private static final int TEXT_MAX = 80;

  private Values() {}

  /** What is too long keeps its end, where appended strings differ. */
  public static String text(Object value) {
    String text = full(value);
    return text.length() <= TEXT_MAX ? text : "…" + text.substring(text.length() - TEXT_MAX);
  }

  private static String full(Object value) {
    if (value == null) {
      return "nil";
    }
    if (value instanceof String s) {
      return '"' + s + '"';
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> full(e.getKey()) + " " + full(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> all) {
      return all.stream().map(Values::full).collect(Collectors.joining(" ", "[", "]"));
    }
    return value.toString();
  }
}
