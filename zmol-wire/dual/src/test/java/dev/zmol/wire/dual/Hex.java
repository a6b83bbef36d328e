package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;
import java.util.HexFormat;

/** Reads and writes the bytes of test vectors. */
@Specialize
final class Hex {
  private Hex() {}

  /** The bytes of hexadecimal digits, between which there may be spaces. */
  static byte[] bytes(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
