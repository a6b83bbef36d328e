package dev.zmol.testkit.script;

import dev.zmol.socket.tcp.CongestionAlgorithm;
import dev.zmol.socket.tcp.CongestionControl;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what scripts write for values of Java types: numbers with units, names, {@code on} and {@code off}. */
final class Values {
  private static final Pattern NUMBER = Pattern.compile("(-?[0-9]*\\.?[0-9]+)([a-zA-Z]*)");

  private Values() {}

  /** Reads a value of a type. */
  static Object of(Class<?> type, String text) {
    if (type == boolean.class) {
      return truth(text);
    }
    if (type == int.class) {
      return Math.toIntExact(number(text));
    }
    if (type == long.class) {
      return number(text);
    }
    if (type == double.class) {
      return Double.valueOf(text);
    }
    // Algorithms of others have no names; ours do.
    return constant(type == CongestionControl.Factory.class ? CongestionAlgorithm.class : type, text);
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true", "yes", "1" -> true;
      case "off", "false", "no", "0" -> false;
      default -> throw new IllegalArgumentException(text + " is neither on nor off");
    };
  }

  /** Reads a number: plain, with k or m for 2 to the tenth and its square, or a time in nanoseconds. */
  static long number(String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is no number");
    }
    double value = Double.parseDouble(matcher.group(1));
    return Math.round(value * unit(matcher.group(2)));
  }

  private static double unit(String name) {
    return switch (name) {
      case "", "ns" -> 1;
      case "us" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "min" -> 60e9;
      case "h" -> 3600e9;
      case "k" -> 1 << 10;
      case "m" -> 1 << 20;
      default -> throw new IllegalArgumentException(name + " is no unit; there are ns, us, ms, s, min, h, k and m");
    };
  }

  /** Reads a product of numbers, such as {@code 10 * 1460}. */
  static long product(String text) {
    long product = 1;
    for (String factor : text.split("\\*", -1)) {
      product = Math.multiplyExact(product, number(factor.strip()));
    }
    return product;
  }

  /** Finds a constant by its name, upper case or lower: of an enum, or a static field. */
  private static Object constant(Class<?> type, String name) {
    for (var field : type.getFields()) {
      if (field.getName().equalsIgnoreCase(name) && type.isAssignableFrom(field.getType())) {
        try {
          return field.get(null);
        } catch (IllegalAccessException e) {
          throw new IllegalArgumentException(type.getSimpleName() + "." + name + " cannot be read", e);
        }
      }
    }
    throw new IllegalArgumentException(type.getSimpleName() + " has no constant " + name);
  }
}
