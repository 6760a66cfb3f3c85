package io.maillon.chaos.checker;

import java.util.regex.Pattern;

/** How a history is written down. */
public enum HistoryFormat {
  /** Jepsen's maps: one a line, or one vector or list of them over any number of lines. */
  EDN,
  /** What Jepsen logs. */
  LOG,
  /** One JSON object a line. */
  NDJSON;

  private static final Pattern JSON = Pattern.compile("\\{\\s*(\".*)?");

  /** By the first line that is not blank. */
  public static HistoryFormat of(String line) {
    String start = line.strip();
    if (JSON.matcher(start).matches()) {
      return NDJSON;
    }
    return !start.isEmpty() && "{[(;#".indexOf(start.charAt(0)) >= 0 ? EDN : LOG;
  }
}
