package io.maillon.chaos.checker;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads EDN values one after the other from lines, holding one line and one value at a time.
 *
 * <p>nil is null; numbers are Long, BigInteger or Double; vectors and lists are {@link List}; maps
 * and sets keep their order; keywords and symbols are {@link Word}. Tags and metadata are dropped,
 * so that {@code #jepsen.history.Op{…}} reads as its map.
 */
public final class EdnReader {
  /** Deeper than any history; recursion stays bounded. */
  private static final int DEPTH_MAX = 200;

  private static final int END = -1;
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+N?");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?M?");

  private final Iterator<String> lines;
  private String text = "";
  private int at;
  private int line;
  private boolean ended;
  private int depth;

  public EdnReader(Iterator<String> lines) {
    this.lines = lines;
    nextLine();
  }

  /** A reader of the rest of one line of a file. */
  EdnReader(int line, String text, int from) {
    this.lines = Collections.emptyIterator();
    this.line = line;
    this.text = text;
    this.at = from;
  }

  /**
   * The only value of a text, such as that of a flag.
   *
   * @throws HistoryException when it is none, or more than one
   */
  public static Object parse(String text) {
    EdnReader reader = new EdnReader(1, text, 0);
    Object value = reader.read();
    if (reader.hasMore()) {
      throw reader.unexpected("the end after one value");
    }
    return value;
  }

  /** The line that is being read. */
  int line() {
    return line;
  }

  /** The unread part of the current line. */
  String rest() {
    return text.substring(Math.min(at, text.length()));
  }

  /** Goes to the next value, over white space, comments and what is discarded. */
  boolean hasMore() {
    while (true) {
      int c = peek();
      if (c == END) {
        return false;
      } else if (c == ';') {
        at = text.length();
      } else if (c == '#' && peekSecond() == '_') {
        at += 2;
        read();
      } else if (isBlank(c)) {
        advance();
      } else {
        return true;
      }
    }
  }

  /** Steps over a character if it comes next. */
  boolean take(char wanted) {
    if (hasMore() && peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** Steps over the tag of the next value, if it has one. */
  boolean takeTag() {
    if (hasMore() && peek() == '#' && "{\"#<".indexOf(peekSecond()) < 0) {
      at++;
      token();
      return true;
    }
    return false;
  }

  /** The next value; expects one. */
  Object read() {
    if (++depth > DEPTH_MAX) {
      throw unexpected("values nested at most " + DEPTH_MAX + " deep");
    }
    try {
      if (!hasMore()) {
        throw unexpected("a value");
      }
      return readHere();
    } finally {
      depth--;
    }
  }

  private Object readHere() {
    int first = peek();
    if ("[({\"^".indexOf(first) >= 0) {
      at++;
    }
    return switch (first) {
      case '[' -> readUntil(']');
      case '(' -> readUntil(')');
      case '{' -> readMap();
      case '"' -> readString();
      case '^' -> readAfterMetadata();
      case '\\' -> readCharacter();
      case '#' -> readTagged();
      default -> readWord();
    };
  }

  private Object readAfterMetadata() {
    read();
    return read();
  }

  private List<Object> readUntil(char close) {
    List<Object> all = new ArrayList<>();
    while (!take(close)) {
      if (peek() == END) {
        throw unexpected("'" + close + "'");
      }
      all.add(read());
    }
    return Collections.unmodifiableList(all);
  }

  private Map<Object, Object> readMap() {
    Map<Object, Object> map = new LinkedHashMap<>();
    while (!take('}')) {
      Object key = read();
      if (map.containsKey(key)) {
        throw unexpected("the key " + Values.text(key) + " once");
      }
      map.put(key, read());
    }
    return map;
  }

  private Object readTagged() {
    int second = peekSecond();
    if (second == '{') {
      at += 2;
      Set<Object> set = new LinkedHashSet<>(readUntil('}'));
      return Collections.unmodifiableSet(set);
    }
    if (second == '"') {
      at += 2;
      return readString();
    }
    if (second == '#') {
      at++;
      return new Word("#" + token());
    }
    if (!takeTag()) {
      throw unexpected("a tag and a value");
    }
    return read();
  }

  private String readString() {
    StringBuilder string = new StringBuilder();
    while (true) {
      int c = peek();
      if (c == END) {
        throw unexpected("'\"' at the end of a string");
      }
      advance();
      if (c == '"') {
        return string.toString();
      }
      string.append((char) (c == '\\' ? readEscaped() : c));
    }
  }

  private int readEscaped() {
    int c = peek();
    advance();
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> readUnicode();
      case '"', '\\' -> c;
      default -> throw unexpected("one of \\t \\n \\r \\b \\f \\u \\\" \\\\ in a string");
    };
  }

  private int readUnicode() {
    try {
      int code = Integer.parseInt(text, at, Math.min(at + 4, text.length()), 16);
      at += 4;
      return code;
    } catch (NumberFormatException e) {
      throw unexpected("four hexadecimal digits after \\u");
    }
  }

  private Object readCharacter() {
    int from = at;
    at = Math.min(at + 2, text.length());
    token();
    String name = text.substring(from + 1, at);
    return name.length() == 1 ? name : new Word("\\" + name);
  }

  private Object readWord() {
    String word = token();
    if (word.isEmpty()) {
      throw unexpected("a value");
    }
    if (WHOLE.matcher(word).matches()) {
      String digits = word.endsWith("N") ? word.substring(0, word.length() - 1) : word;
      BigInteger number = new BigInteger(digits);
      if (number.bitLength() < Long.SIZE) {
        return number.longValue();
      }
      return number;
    }
    if (DECIMAL.matcher(word).matches()) {
      return Double.valueOf(word.endsWith("M") ? word.substring(0, word.length() - 1) : word);
    }
    return switch (word) {
      case "nil" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> wordOf(word);
    };
  }

  private Word wordOf(String word) {
    if (Character.isDigit(word.charAt(0)) && word.indexOf('/') < 0) {
      at -= word.length();
      throw unexpected("a number");
    }
    return new Word(word);
  }

  private String token() {
    int from = at;
    while (at < text.length() && !isBlank(text.charAt(at)) && "()[]{}\";".indexOf(peek()) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean isBlank(int c) {
    return c == ',' || c == '\uFEFF' || Character.isWhitespace(c);
  }

  private int peek() {
    return ended ? END : at < text.length() ? text.charAt(at) : lineEnd();
  }

  private int lineEnd() {
    return lines.hasNext() ? '\n' : END;
  }

  private int peekSecond() {
    return at + 1 < text.length() ? text.charAt(at + 1) : END;
  }

  private void advance() {
    if (at < text.length()) {
      at++;
    } else {
      nextLine();
    }
  }

  private void nextLine() {
    if (lines.hasNext()) {
      text = lines.next();
      at = 0;
      line++;
    } else {
      ended = true;
    }
  }

  HistoryException unexpected(String expected) {
    String rest = rest().strip();
    String found = rest.length() <= 40 ? rest : rest.substring(0, 40) + "…";
    return new HistoryException(
        Math.max(line, 1),
        (found.isEmpty() ? "the end" : "'" + found + "'") + ": expected " + expected);
  }
}
