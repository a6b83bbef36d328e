package dev.zmol.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A packet taken apart for people: named values in named parts, shown in one line or as a tree.
 *
 * <p>The {@code describe} methods of generated and hand-written formats add to it, each layer a part of its own, one
 * after the other or within each other:
 *
 * <pre>{@code
 * var dissection = new Dissection();
 * EthernetWire.describe(dissection, buf, 0);
 * dissection.begin("Payload").decimal("length", length).end();
 * dissection.line(); // Ethernet destination=… source=… etherType=0x0800 | Payload length=46
 * dissection.tree(); // one part or value in a line, indented
 * }</pre>
 *
 * <p>For tools, tests and error messages: it allocates freely. Not thread-safe.
 */
public final class Dissection {
  private static final String INDENTATION = "  ";

  private sealed interface Node {}

  private record Value(String name, String text) implements Node {}

  private record Part(String name, List<Node> nodes) implements Node {
    Part(String name) {
      this(name, new ArrayList<>());
    }
  }

  /** Everything but graphic characters and the space: nothing that a terminal would obey. */
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]");

  private final Part root = new Part("");
  private final Deque<Part> open = new ArrayDeque<>(List.of(root));

  /** Creates an empty dissection. */
  public Dissection() {}

  /**
   * Replaces the control characters of a text that may come from the network, so that no terminal obeys them.
   *
   * @param text a text
   * @return the text with a {@code ?} in place of each of them
   */
  public static String printable(String text) {
    return CONTROLS.matcher(text).replaceAll("?");
  }

  /**
   * Begins a part, to which everything belongs until its {@link #end}.
   *
   * @param name the name of the part
   * @return this
   */
  public Dissection begin(String name) {
    var part = new Part(name);
    open.getFirst().nodes.add(part);
    open.push(part);
    return this;
  }

  /**
   * Ends the part that was begun last.
   *
   * @return this
   * @throws IllegalStateException if no part is open
   */
  public Dissection end() {
    if (open.size() == 1) {
      throw new IllegalStateException("end() without begin(): no part is open");
    }
    open.pop();
    return this;
  }

  /**
   * Adds a value in its own notation.
   *
   * @param name the name of the value
   * @param value the value, shown as its {@link Object#toString} has it, but for control characters
   * @return this
   */
  public Dissection text(String name, Object value) {
    open.getFirst().nodes.add(new Value(name, printable(String.valueOf(value))));
    return this;
  }

  /**
   * Adds a number in decimal.
   *
   * @param name the name of the number
   * @param value the number, without sign
   * @return this
   */
  public Dissection decimal(String name, long value) {
    return text(name, Long.toUnsignedString(value));
  }

  /**
   * Adds a number in hexadecimal.
   *
   * @param name the name of the number
   * @param value the number, without sign
   * @param bits the width of the number on the wire, which decides how many digits are shown
   * @return this
   */
  public Dissection hex(String name, long value, int bits) {
    String digits = Long.toHexString(value);
    return text(name, "0x" + "0".repeat(Math.max(0, (bits + 3) / 4 - digits.length())) + digits);
  }

  /**
   * Adds a flag.
   *
   * @param name the name of the flag
   * @param value whether it is set
   * @return this
   */
  public Dissection flag(String name, boolean value) {
    return text(name, value ? "1" : "0");
  }

  /**
   * Shows everything in one line: outer parts separated by bars, inner parts in braces.
   *
   * @return the line, without an end of line
   */
  public String line() {
    var out = new StringBuilder();
    for (Node node : root.nodes) {
      out.append(out.isEmpty() ? "" : node instanceof Part ? " | " : " ");
      switch (node) {
        case Value value -> appendValue(out, value);
        case Part part -> {
          out.append(part.name);
          appendNodes(out, part);
        }
      }
    }
    return out.toString();
  }

  private static void appendNodes(StringBuilder out, Part part) {
    for (Node node : part.nodes) {
      out.append(out.isEmpty() || out.charAt(out.length() - 1) == '{' ? "" : " ");
      switch (node) {
        case Value value -> appendValue(out, value);
        case Part inner -> {
          out.append(inner.name).append('{');
          appendNodes(out, inner);
          out.append('}');
        }
      }
    }
  }

  private static void appendValue(StringBuilder out, Value value) {
    out.append(value.name).append('=').append(value.text);
  }

  /**
   * Shows one part or value in a line, indented by its depth.
   *
   * @return the lines, each with its end of line
   */
  public String tree() {
    var out = new StringBuilder();
    appendTree(out, root, "");
    return out.toString();
  }

  private static void appendTree(StringBuilder out, Part part, String indentation) {
    for (Node node : part.nodes) {
      out.append(indentation);
      switch (node) {
        case Value value -> out.append(value.name).append(": ").append(value.text).append('\n');
        case Part inner -> {
          out.append(inner.name).append('\n');
          appendTree(out, inner, indentation + INDENTATION);
        }
      }
    }
  }

  /** The same as {@link #line()}. */
  @Override
  public String toString() {
    return line();
  }
}
