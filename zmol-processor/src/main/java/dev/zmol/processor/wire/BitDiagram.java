package dev.zmol.processor.wire;

import dev.zmol.processor.wire.WireLayout.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Draws a header the way RFCs do: 32 bits in a row, every field a box with its name. */
final class BitDiagram {
  private static final int COLUMNS = 32;
  private static final int MAX_HEIGHT = 5;
  private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final WireLayout layout;
  private final int bits;
  private final List<Field> legend = new ArrayList<>();

  BitDiagram(WireLayout layout) {
    this.layout = layout;
    this.bits = layout.bits();
  }

  /** The lines of the diagram, each with its end of line. */
  String text() {
    var out = new StringBuilder(ruler());
    int rows = (bits + COLUMNS - 1) / COLUMNS;
    for (int row = 0; row < rows; row++) {
      out.append(border(row)).append(boxes(row));
    }
    out.append(border(rows));
    for (int i = 0; i < legend.size(); i++) {
      out.append(key(i)).append(": ").append(legend.get(i).name()).append('\n');
    }
    return out.toString();
  }

  private String ruler() {
    var tens = new StringBuilder();
    var ones = new StringBuilder();
    for (int column = 0; column < Math.min(bits, COLUMNS); column++) {
      tens.append(' ').append(column % 10 == 0 ? (char) ('0' + column / 10) : ' ');
      ones.append(' ').append(column % 10);
    }
    return tens.toString().stripTrailing() + "\n" + ones + "\n";
  }

  /** The line above a row; left open where a field goes on from the row before. */
  private String border(int row) {
    int columns = Math.min(COLUMNS, bits - Math.max(row - 1, 0) * COLUMNS);
    var line = new StringBuilder();
    boolean openBefore = false;
    for (int column = 0; column < columns; column++) {
      int bit = row * COLUMNS + column;
      boolean open = row > 0 && bit < bits && fieldAt(bit).equals(fieldAt(bit - COLUMNS));
      line.append(column > 0 && open && openBefore ? ' ' : '+').append(open ? ' ' : '-');
      openBefore = open;
    }
    return line.append("+\n").toString();
  }

  private Field fieldAt(int bit) {
    return layout.fields().stream()
        .filter(field -> bit >= field.offset() && bit < field.offset() + field.bits())
        .findFirst()
        .orElseThrow();
  }

  private String boxes(int row) {
    int from = row * COLUMNS;
    int to = Math.min(bits, from + COLUMNS);
    var boxes = new ArrayList<List<String>>();
    var widths = new ArrayList<Integer>();
    for (int bit = from; bit < to; ) {
      Field field = fieldAt(bit);
      int end = Math.min(to, field.offset() + field.bits());
      int width = 2 * (end - bit) - 1;
      widths.add(width);
      boxes.add(row == labelRow(field) ? label(field, width) : List.of());
      bit = end;
    }
    int height = Math.max(1, boxes.stream().mapToInt(List::size).max().orElse(0));
    var out = new StringBuilder();
    for (int line = 0; line < height; line++) {
      for (int i = 0; i < boxes.size(); i++) {
        out.append('|').append(centred(line < boxes.get(i).size() ? boxes.get(i).get(line) : "", widths.get(i)));
      }
      out.append("|\n");
    }
    return out.toString();
  }

  /** The row that bears the name of a field: the middle one of those where it has most room. */
  private static int labelRow(Field field) {
    int first = field.offset() / COLUMNS;
    int last = (field.offset() + field.bits() - 1) / COLUMNS;
    int widest = 0;
    var rows = new ArrayList<Integer>();
    for (int row = first; row <= last; row++) {
      int end = Math.min(field.offset() + field.bits(), (row + 1) * COLUMNS);
      int width = end - Math.max(field.offset(), row * COLUMNS);
      if (width > widest) {
        rows.clear();
        widest = width;
      }
      if (width == widest) {
        rows.add(row);
      }
    }
    return rows.get((rows.size() - 1) / 2);
  }

  /** The name of a field in lines, or a key if it would take too many. */
  private List<String> label(Field field, int width) {
    List<String> lines = wrap(field.name(), width);
    if (lines.size() <= MAX_HEIGHT) {
      return lines;
    }
    legend.add(field);
    return List.of(key(legend.size() - 1));
  }

  private static String key(int number) {
    return String.valueOf((char) ('a' + number % 26));
  }

  private static List<String> wrap(String name, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : CAMEL_CASE.splitAsStream(name).toList()) {
      if (!line.isEmpty() && line.length() + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(word);
      while (line.length() > width) {
        lines.add(line.substring(0, width));
        line.delete(0, width);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String centred(String text, int width) {
    int left = (width - text.length()) / 2;
    return " ".repeat(left) + text + " ".repeat(width - text.length() - left);
  }
}
