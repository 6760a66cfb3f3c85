package io.maillon.chaos.history;

/**
 * The texts that were seen last, so that a name in a million lines is one object. Of bounded size:
 * a text takes the place of another one with a hash that ends in the same bits.
 */
final class Texts {
  private static final int SLOTS = 1 << 16;

  private final String[] slots = new String[SLOTS];

  String of(char[] chars, int from, int length) {
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + chars[i];
    }
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    String known = slots[slot];
    if (known != null && known.length() == length && isSame(known, chars, from)) {
      return known;
    }
    String text = new String(chars, from, length);
    slots[slot] = text;
    return text;
  }

  private static boolean isSame(String text, char[] chars, int from) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != chars[from + i]) {
        return false;
      }
    }
    return true;
  }
}
