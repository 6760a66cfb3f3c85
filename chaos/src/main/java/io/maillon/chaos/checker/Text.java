package io.maillon.chaos.checker;

/**
 * A text that grows at its end and shares what stands before with the text that it grew from: a
 * search holds very many that differ in their ends only.
 *
 * <p>Its hash is that of the equal {@link String}, so most comparisons end with a look at two
 * numbers.
 */
final class Text {
  private final Text before;
  private final String end;
  private final int length;
  private final int hash;

  private Text(Text before, String end, int length, int hash) {
    this.before = before;
    this.end = end;
    this.length = length;
    this.hash = hash;
  }

  static Text of(String text) {
    return new Text(null, text, text.length(), text.hashCode());
  }

  Text append(String more) {
    if (more.isEmpty()) {
      return this;
    }
    int shifted = hash;
    for (int i = 0; i < more.length(); i++) {
      shifted *= 31;
    }
    return new Text(this, more, length + more.length(), shifted + more.hashCode());
  }

  boolean matches(String text) {
    if (text.length() != length || text.hashCode() != hash) {
      return false;
    }
    int until = length;
    for (Text part = this; part != null; part = part.before) {
      until -= part.end.length();
      if (!text.startsWith(part.end, until)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Text text
        && text.length == length
        && text.hash == hash
        && (isSame(text) || matches(text.joined()));
  }

  /** Grown from the same text by the same end: how almost all equal ones came about. */
  @SuppressWarnings("ReferenceEquality") // equals would go down the whole chain
  private boolean isSame(Text text) {
    return text.before == before && text.end.equals(end);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  String joined() {
    char[] all = new char[length];
    int until = length;
    for (Text part = this; part != null; part = part.before) {
      until -= part.end.length();
      part.end.getChars(0, part.end.length(), all, until);
    }
    return new String(all);
  }

  /** As EDN writes it. */
  @Override
  public String toString() {
    return Values.text(joined());
  }
}
