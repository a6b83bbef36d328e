package dev.zmol.processor.specialize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Replacements in a text, by position.
 *
 * <p>Deletions may overlap: what lies in any of them goes, other edits of it included. Two edits that both want to put
 * something in the same place contradict each other, and {@link #apply} throws: a wrong text must never come out.
 */
final class Edits {
  private record Edit(int start, int end, String text, int order) {
    boolean isInsertion() {
      return start == end;
    }

    boolean isDeletion() {
      return text.isEmpty();
    }

    boolean isSameAs(Edit other) {
      return start == other.start && end == other.end && text.equals(other.text) && !isInsertion();
    }
  }

  private static final Comparator<Edit> IN_ORDER =
      Comparator.comparingInt(Edit::start)
          // Insertions come before what replaces the text at the same place.
          .thenComparingInt(e -> e.isInsertion() ? 0 : 1)
          .thenComparing(Comparator.comparingInt(Edit::end).reversed())
          .thenComparingInt(Edit::order);

  private final List<Edit> edits = new ArrayList<>();
  private final Map<Integer, Integer> dedents = new TreeMap<>();

  void replace(int start, int end, String text) {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no range: " + start + ".." + end);
    }
    if (start < end || !text.isEmpty()) {
      edits.add(new Edit(start, end, text, edits.size()));
    }
  }

  void delete(int start, int end) {
    replace(start, end, "");
  }

  void insert(int position, String text) {
    replace(position, position, text);
  }

  /** Takes spaces from the start of a line, unless another edit rewrites that start. */
  void dedent(int lineStart, int width) {
    dedents.merge(lineStart, width, Integer::sum);
  }

  /** The text with all edits made; throws {@link IllegalStateException} if two contradict each other. */
  String apply(String text) {
    return apply(text, 0, text.length());
  }

  /** A part of the text with the edits made; all edits have to lie in it. */
  String apply(String text, int from, int to) {
    var out = new StringBuilder();
    int at = from;
    Edit last = null;
    for (Edit edit : effective(text)) {
      if (edit.start() >= at) {
        out.append(text, at, edit.start()).append(edit.text());
        at = edit.end();
        last = edit;
      } else if (last.isDeletion() && (edit.end() <= at || edit.isDeletion())) {
        at = Math.max(at, edit.end());
      } else if (!edit.isSameAs(last)) {
        throw new IllegalStateException("two edits contradict each other: " + last + " and " + edit);
      }
    }
    return out.append(text, at, to).toString();
  }

  /** All edits in order, with those dedents that no other edit makes pointless. */
  private List<Edit> effective(String text) {
    List<Edit> sorted = new ArrayList<>(edits);
    sorted.sort(IN_ORDER);
    var starts = new TreeSet<Integer>();
    dedents.forEach(
        (line, width) -> {
          if (sorted.stream().noneMatch(e -> e.start() <= line && line < e.end())) {
            starts.add(line);
          }
        });
    for (int line : starts) {
      sorted.add(new Edit(line, line + Math.min(dedents.get(line), indent(text, line)), "", sorted.size()));
    }
    sorted.sort(IN_ORDER);
    return sorted;
  }

  private static int indent(String text, int line) {
    int i = line;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i - line;
  }
}
