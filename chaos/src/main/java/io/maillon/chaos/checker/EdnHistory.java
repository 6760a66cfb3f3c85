package io.maillon.chaos.checker;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads operations from Jepsen's EDN, one at a time. */
public final class EdnHistory {
  private EdnHistory() {}

  /**
   * @param lines of the file, from the first
   * @throws HistoryException at the first that is neither an operation nor a vector or list of them
   */
  public static void read(Iterator<String> lines, HistoryBuilder into) {
    EdnReader reader = new EdnReader(lines);
    while (reader.hasMore()) {
      readOne(reader, into);
    }
  }

  private static void readOne(EdnReader reader, HistoryBuilder into) {
    while (reader.takeTag()) {
      // A tag says of which class a value was, which does not matter here.
    }
    if (reader.take('[')) {
      readAll(reader, ']', into);
    } else if (reader.take('(')) {
      readAll(reader, ')', into);
    } else {
      readOperation(reader, into);
    }
  }

  private static void readAll(EdnReader reader, char close, HistoryBuilder into) {
    while (!reader.take(close)) {
      readOperation(reader, into);
    }
  }

  private static void readOperation(EdnReader reader, HistoryBuilder into) {
    reader.hasMore();
    int line = reader.line();
    if (!(reader.read() instanceof Map<?, ?> map)) {
      throw new HistoryException(line, "expected an operation, {:process 0, :type :invoke, …}");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put(key instanceof Word w ? w.name() : "" + key, value));
    into.add(line, fields);
  }
}
