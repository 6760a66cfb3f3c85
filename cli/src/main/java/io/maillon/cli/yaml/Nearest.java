package io.maillon.cli.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody who mistyped a word most likely meant. */
public final class Nearest {
  private static final int EDITS_MAX = 3;

  private Nearest() {}

  /** The known word with the fewest edits to the typed one, if these are few for its length. */
  public static Optional<String> to(String typed, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String k) -> edits(typed, k)).thenComparing(k -> k))
        .filter(k -> edits(typed, k) <= Math.min(EDITS_MAX, k.length() / 2));
  }

  /** Levenshtein distance, in one row. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
