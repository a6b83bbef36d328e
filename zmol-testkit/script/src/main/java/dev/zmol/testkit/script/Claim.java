package dev.zmol.testkit.script;

/**
 * That something compares with a value as said.
 *
 * @param subject the name of what is compared
 * @param operator how: {@code ==}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=}
 * @param value with what: a number, a product of numbers, or a name
 */
record Claim(String subject, String operator, String value) {
  /** Whether it holds of an actual value. */
  boolean holds(Object actual) {
    if (actual instanceof Number number) {
      int order = Long.compare(number.longValue(), Values.product(value));
      return switch (operator) {
        case "==" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
    boolean same = actual.toString().equalsIgnoreCase(value);
    return switch (operator) {
      case "==" -> same;
      case "!=" -> !same;
      default -> throw new IllegalArgumentException(subject + " is no number: it can be == or != only");
    };
  }

  @Override
  public String toString() {
    return subject + " " + operator + " " + value;
  }
}
