package dev.zmol.tool;

import java.util.List;
import java.util.Locale;

/** A JSON object in the making (RFC 8259). */
public final class JsonObject {
  private final StringBuilder text = new StringBuilder("{");

  /** Creates an object without members. */
  public JsonObject() {}

  /**
   * Adds a member.
   *
   * @param name its name
   * @param value a string
   * @return this
   */
  public JsonObject put(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  /**
   * Adds a member.
   *
   * @param name its name
   * @param value a number
   * @return this
   */
  public JsonObject put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /**
   * Adds a member.
   *
   * @param name its name
   * @param value a number; rounded to three decimals
   * @return this
   */
  public JsonObject put(String name, double value) {
    name(name);
    text.append(String.format(Locale.ROOT, "%.3f", value));
    return this;
  }

  /**
   * Adds a member.
   *
   * @param name its name
   * @param value true or false
   * @return this
   */
  public JsonObject put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /**
   * Adds a member.
   *
   * @param name its name
   * @param values strings
   * @return this
   */
  public JsonObject put(String name, List<String> values) {
    name(name);
    text.append('[');
    for (int k = 0; k < values.size(); k++) {
      text.append(k == 0 ? "" : ",");
      quote(values.get(k));
    }
    text.append(']');
    return this;
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int k = 0; k < value.length(); k++) {
      char c = value.charAt(k);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  /** {@return the object, on one line} */
  @Override
  public String toString() {
    return text + "}";
  }
}
