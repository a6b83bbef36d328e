package dev.zmol.tool;

import java.util.ArrayList;
import java.util.List;

/** Rows of text whose columns line up. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Creates a table.
   *
   * @param header the titles of the columns
   */
  public TextTable(String... header) {
    rows.add(List.of(header));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are titles
   * @return this
   */
  public TextTable row(String... cells) {
    int columns = rows.getFirst().size();
    if (cells.length != columns) {
      throw new IllegalArgumentException("cells has " + cells.length + " elements; it has to have " + columns);
    }
    rows.add(List.of(cells));
    return this;
  }

  /** {@return the rows, each ended by a line feed, with a rule under the header} */
  @Override
  public String toString() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int k = 0; k < widths.length; k++) {
        widths[k] = Math.max(widths[k], row.get(k).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < rows.size(); k++) {
      append(text, rows.get(k), widths);
      if (k == 0) {
        text.append(rule(widths)).append('\n');
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < widths.length; k++) {
      line.append(k == 0 ? "" : "  ").append(row.get(k)).repeat(' ', widths[k] - row.get(k).length());
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static String rule(int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < widths.length; k++) {
      line.append(k == 0 ? "" : "  ").repeat('-', widths[k]);
    }
    return line.toString();
  }
}
