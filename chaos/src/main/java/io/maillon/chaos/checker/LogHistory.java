package io.maillon.chaos.checker;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads operations from what Jepsen logs: {@code INFO jepsen.util - 0 :invoke :cas [1 2]}, with or
 * without what stands before the process. Blank lines are no lines; those of other loggers are
 * refused, for nobody could tell them from operations that were cut short.
 */
public final class LogHistory {
  private static final Pattern PREFIX =
      Pattern.compile("^\\s*(?:[^\"]*?\\bjepsen\\.util(?: -|:)?\\s+)?");
  private static final List<String> FIELDS = List.of("process", "type", "f", "value");
  private static final String EXPECTED =
      "expected 'INFO  jepsen.util - PROCESS :TYPE :F VALUE' and no other lines";

  private LogHistory() {}

  /**
   * @param lines of the file, from the first
   * @throws HistoryException at the first line that is not blank and no operation
   */
  public static void read(Iterator<String> lines, HistoryBuilder into) {
    for (int line = 1; lines.hasNext(); line++) {
      String text = lines.next();
      if (!text.isBlank()) {
        into.add(line, fields(line, text));
      }
    }
  }

  private static Map<String, Object> fields(int line, String text) {
    Matcher prefix = PREFIX.matcher(text);
    int from = prefix.find() ? prefix.end() : 0;
    char first = from < text.length() ? text.charAt(from) : ' ';
    if (!Character.isDigit(first) && first != ':') {
      throw new HistoryException(line, "'" + text.strip() + "': " + EXPECTED);
    }
    EdnReader reader = new EdnReader(line, text, from);
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name : FIELDS) {
      if (!reader.hasMore()) {
        throw new HistoryException(line, "'" + text.strip() + "': no " + name + ", " + EXPECTED);
      }
      fields.put(name, reader.read());
    }
    // After one more tab Jepsen tells the error, in whatever form it came.
    if (!reader.rest().isBlank() && !reader.rest().startsWith("\t")) {
      throw new HistoryException(line, "'" + text.strip() + "': " + EXPECTED);
    }
    return fields;
  }
}
