package io.maillon.cli.internal.status;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell; numbers stand to the right. */
final class StatusTable {
  private final List<String[]> rows = new ArrayList<>();

  StatusTable(String... header) {
    rows.add(header);
  }

  void row(Object... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = String.valueOf(cells[i]);
    }
    rows.add(row);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int column = 0; column < row.length; column++) {
        String space = " ".repeat(width(column) - row[column].length());
        line.append(isNumeric(column) ? space + row[column] : row[column] + space).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
  }

  private boolean isNumeric(int column) {
    return rows.size() > 1
        && rows.stream().skip(1).allMatch(row -> row[column].matches("-|[0-9.]+( [KM]iB)?"));
  }
}
