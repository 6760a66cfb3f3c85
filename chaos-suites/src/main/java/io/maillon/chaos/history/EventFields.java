package io.maillon.chaos.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.maillon.chaos.checker.HistoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of one JSON object and what they hold; used again for the next object. Whole numbers and
 * texts, which is what millions of lines hold, are kept without boxes.
 */
final class EventFields {
  private static final int FIELDS_MAX = 64;

  private final String[] names = new String[FIELDS_MAX];
  private final long[] numbers = new long[FIELDS_MAX];

  /** {@link Kind#NUMBER} of whole numbers, else a text, a Double, Boolean, List or Map, or null. */
  private final Object[] values = new Object[FIELDS_MAX];

  private final Texts texts = new Texts();
  private int size;
  private int likely;
  private int line;

  /** What a value is that stands in {@link #numbers}. */
  private enum Kind {
    NUMBER
  }

  /** Reads the rest of an object, its bracket is read. */
  void read(int line, JsonParser json) throws IOException {
    this.line = line;
    size = 0;
    likely = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (size == FIELDS_MAX) {
        throw error("expected at most " + FIELDS_MAX + " keys");
      }
      JsonToken token = json.nextToken();
      names[size] = name;
      values[size] = value(json, token);
      size++;
    }
  }

  private Object value(JsonParser json, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING ->
          texts.of(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
      case VALUE_NUMBER_INT -> {
        numbers[size] = json.getLongValue();
        yield Kind.NUMBER;
      }
      default -> nested(json, token);
    };
  }

  private static Object nested(JsonParser json, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
          list.add(nested(json, t));
        }
        yield list;
      }
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          map.put(name, nested(json, json.nextToken()));
        }
        yield map;
      }
      case VALUE_NULL -> null;
      default -> json.getText();
    };
  }

  HistoryException error(String message) {
    return new HistoryException(line, message);
  }

  private HistoryException wrong(String name, Object value, String expected) {
    String found = value == null ? "none" : "'" + value + "'";
    String type = get("type") instanceof String text ? text : "an event";
    return error(type + " with " + name + " " + found + ": expected " + expected);
  }

  /** The field's index, -1 = there is none. */
  private int find(String name) {
    // Most are asked for in the order in which the writer put them.
    if (likely < size && names[likely].equals(name)) {
      return likely++;
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        likely = i + 1;
        return i;
      }
    }
    return -1;
  }

  private Object get(String name) {
    int i = find(name);
    return i < 0 ? null : values[i] == Kind.NUMBER ? (Object) numbers[i] : values[i];
  }

  /** A text that may be missing. */
  String name(String name, String assumed) {
    int i = find(name);
    return i < 0 || values[i] == null ? assumed : nameAt(name, i);
  }

  String name(String name) {
    return nameAt(name, find(name));
  }

  private String nameAt(String name, int i) {
    if (i >= 0 && values[i] instanceof String text) {
      return text;
    }
    throw wrong(name, get(name), "a text");
  }

  /** A text, or a number as text. */
  String text(String name, String assumed) {
    Object value = get(name);
    if (value == null) {
      return assumed;
    }
    if (value instanceof String || value instanceof Number) {
      return value.toString();
    }
    throw wrong(name, value, "a text or a number");
  }

  String text(String name) {
    String text = text(name, null);
    if (text == null) {
      throw wrong(name, null, "a text or a number");
    }
    return text;
  }

  /** A whole number that may be missing. */
  long number(String name, long assumed) {
    int i = find(name);
    return i < 0 || values[i] == null ? assumed : numberAt(name, i);
  }

  long number(String name) {
    return numberAt(name, find(name));
  }

  private long numberAt(String name, int i) {
    if (i >= 0 && values[i] == Kind.NUMBER) {
      return numbers[i];
    }
    throw wrong(name, get(name), "a whole number");
  }

  /** A number from 0. */
  long natural(String name) {
    return natural(name, number(name));
  }

  long natural(String name, long value) {
    if (value < 0) {
      throw wrong(name, value, "a whole number from 0");
    }
    return value;
  }

  /** A number from 0 to the greatest int, that may be missing. */
  int small(String name, int assumed, int least) {
    long value = number(name, assumed);
    if (value < least || value > Integer.MAX_VALUE) {
      throw wrong(name, value, "a whole number from " + least + " to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  double decimal(String name) {
    Object value = get(name);
    if (value instanceof Number number && number.doubleValue() >= 0) {
      return number.doubleValue();
    }
    throw wrong(name, value, "a number from 0");
  }

  boolean truth(String name, boolean assumed) {
    Object value = get(name);
    if (value == null || value instanceof Boolean) {
      return value == null ? assumed : (Boolean) value;
    }
    throw wrong(name, value, "true or false");
  }

  /** One of the constants, by the text that they print; may be missing. */
  <E extends Enum<E>> E constant(String name, E[] constants, E assumed) {
    Object value = get(name);
    for (E constant : constants) {
      if (value == null ? constant == assumed : constant.toString().equals(value)) {
        return constant;
      }
    }
    throw wrong(name, value, "one of " + List.of(constants));
  }

  List<String> names(String name) {
    return list(name).stream().map(String::valueOf).toList();
  }

  List<?> list(String name) {
    Object value = get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(name, value, "a list");
  }

  Map<String, String> settings(String name) {
    Object value = get(name);
    Map<String, String> settings = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, v) -> settings.put(String.valueOf(key), String.valueOf(v)));
    } else if (value != null) {
      throw wrong(name, value, "an object");
    }
    return settings;
  }
}
