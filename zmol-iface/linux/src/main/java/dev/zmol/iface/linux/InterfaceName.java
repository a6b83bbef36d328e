package dev.zmol.iface.linux;

import java.nio.charset.StandardCharsets;

/** The rules of the kernel for the names of interfaces. */
final class InterfaceName {
  /** How many bytes a name may have; the kernel needs one more for the zero at its end. */
  static final int MAX_LENGTH = 15;

  private InterfaceName() {}

  /**
   * Checks a name.
   *
   * @param name the name; {@code %d} stands for the first number that is free
   * @return its bytes
   * @throws IllegalArgumentException if the kernel would not take it
   */
  static byte[] check(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 1 || bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "name is '" + name + "'; it has to have 1 to " + MAX_LENGTH + " bytes, this has " + bytes.length);
    }
    if (name.equals(".") || name.equals("..") || name.chars().anyMatch(InterfaceName::isForbidden)) {
      throw new IllegalArgumentException(
          "name is '" + name + "'; it may neither be . or .. nor have a slash, a colon or white space");
    }
    return bytes;
  }

  private static boolean isForbidden(int character) {
    return character == '/' || character == ':' || character <= ' ';
  }
}
