package dev.zmol.processor.specialize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements in a text. A replacement that lies within a larger one is void. */
final class Edits {
  private record Edit(int start, int end, String text, int order) {}

  private final List<Edit> edits = new ArrayList<>();

  void replace(int start, int end, String text) {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no range: " + start + ".." + end);
    }
    edits.add(new Edit(start, end, text, edits.size()));
  }

  void delete(int start, int end) {
    replace(start, end, "");
  }

  void insert(int position, String text) {
    replace(position, position, text);
  }

  String apply(String text) {
    List<Edit> sorted = new ArrayList<>(edits);
    sorted.sort(
        Comparator.comparingInt(Edit::start)
            .thenComparing(Comparator.comparingInt(Edit::end).reversed())
            .thenComparingInt(Edit::order));
    // Insertions come before a replacement that starts at the same place.
    sorted.sort(
        Comparator.comparingInt(Edit::start)
            .thenComparingInt(e -> e.start() == e.end() ? 0 : 1)
            .thenComparing(Comparator.comparingInt(Edit::end).reversed())
            .thenComparingInt(Edit::order));
    var out = new StringBuilder();
    int at = 0;
    for (Edit edit : sorted) {
      if (edit.end() <= at && edit.start() < at) {
        continue;
      }
      if (edit.start() < at) {
        if (!edit.text().isEmpty()) {
          throw new IllegalStateException("edits overlap at " + edit.start() + ": " + edit.text());
        }
        at = Math.max(at, edit.end());
        continue;
      }
      out.append(text, at, edit.start()).append(edit.text());
      at = edit.end();
    }
    return out.append(text, at, text.length()).toString();
  }
}
