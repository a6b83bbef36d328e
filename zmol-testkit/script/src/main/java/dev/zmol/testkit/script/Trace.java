package dev.zmol.testkit.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What has happened in a run of a script, line by line, and the messages of failures. */
final class Trace {
  private static final int LINES_SHOWN = 40;

  private final String title;
  private final String text;
  private final List<String> lines = new ArrayList<>();

  Trace(String title, String text) {
    this.title = title;
    this.text = text;
  }

  void add(long nanos, String what) {
    lines.add(time(nanos) + " " + what);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** A time, as seconds since the beginning of the script. */
  static String time(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }

  /** A failure at a line of the script, with the trace and the script. */
  ScriptFailure failure(int line, String problem) {
    var message = new StringBuilder();
    message.append(title).append(", line ").append(line).append(": ").append(sourceLine(line)).append('\n');
    message.append(problem.indent(2)).append("trace:\n");
    int from = Math.max(0, lines.size() - LINES_SHOWN);
    if (from > 0) {
      message.append("  (").append(from).append(" lines before)\n");
    }
    lines.subList(from, lines.size()).forEach(l -> message.append("  ").append(l).append('\n'));
    message.append("script:\n");
    appendScript(message, line);
    return new ScriptFailure(message.toString());
  }

  private String sourceLine(int line) {
    return text.lines().skip(line - 1L).findFirst().orElse("").strip();
  }

  private void appendScript(StringBuilder message, int marked) {
    List<String> source = text.lines().toList();
    for (int k = 1; k <= source.size(); k++) {
      String number = String.format(Locale.ROOT, "%3d", k);
      message.append(k == marked ? "> " : "  ").append(number).append("  ").append(source.get(k - 1)).append('\n');
    }
  }
}
