package io.maillon.cli.internal.chaos;

import java.util.regex.Pattern;

/** Words of a command that people paste into a shell. */
final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWords() {}

  /** One word, such as a path, whatever is in it: {@code 'my jobs/word count.yaml'}. */
  static String quoted(Object word) {
    String text = word.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
