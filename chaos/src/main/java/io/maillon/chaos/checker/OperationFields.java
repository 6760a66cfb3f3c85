package io.maillon.chaos.checker;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From the named fields of one line to its operation, whatever the line is written in. Fields that
 * nobody asked for, such as {@code time} and {@code index}, are left alone.
 */
public final class OperationFields {
  private static final String NEMESIS = "nemesis";
  private static final List<String> NEEDED = List.of("process", "type", "f");

  private OperationFields() {}

  /**
   * @param fields by name; names and keywords may be strings or {@link Word}s
   * @return empty for the nemesis, which is no client
   * @throws HistoryException when a field is missing or is not what it should be
   */
  public static Optional<Operation> operation(int line, Map<String, ?> fields) {
    for (String name : NEEDED) {
      if (fields.get(name) == null) {
        throw new HistoryException(line, "expected a field '" + name + "', found " + fields);
      }
    }
    Object process = fields.get("process");
    if (isNemesis(process)) {
      return Optional.empty();
    }
    if (!(process instanceof Long number) || number < 0) {
      throw wrong(line, "process", process, "a whole number from 0, or nemesis");
    }
    Object f = fields.get("f");
    if (!(f instanceof Word) && !(f instanceof String)) {
      throw wrong(line, "f", f, "the name of a function");
    }
    return Optional.of(
        new Operation(
            line,
            number,
            type(line, fields.get("type")),
            name(f),
            Optional.ofNullable(fields.get("key")),
            fields.get("value")));
  }

  private static boolean isNemesis(Object process) {
    return (process instanceof Word || process instanceof String) && name(process).equals(NEMESIS);
  }

  private static OperationType type(int line, Object type) {
    return switch (name(type)) {
      case "invoke" -> OperationType.INVOKE;
      case "ok" -> OperationType.OK;
      case "fail" -> OperationType.FAIL;
      case "info" -> OperationType.INFO;
      default -> throw wrong(line, "type", type, "one of invoke, ok, fail, info");
    };
  }

  private static String name(Object word) {
    return word instanceof Word w ? w.name() : word.toString();
  }

  private static HistoryException wrong(int line, String field, Object found, String expected) {
    return new HistoryException(line, field + " " + Values.text(found) + ": expected " + expected);
  }
}
