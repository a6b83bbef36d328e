package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** How much a router wants to be used, rather than another one (RFC 4191 §2.1); greater ordinals are better. */
@Only(Family.IPV6)
public enum NdpPreference {
  /** Rather not. */
  LOW(0b11),
  /** As any router that says nothing about it. */
  MEDIUM(0b00),
  /** Rather than others. */
  HIGH(0b01);

  private final int bits;

  NdpPreference(int bits) {
    this.bits = bits;
  }

  /** {@return the two bits on the wire} */
  public int bits() {
    return bits;
  }

  /**
   * Reads a preference.
   *
   * @param bits the two bits on the wire; {@code 0b10}, which nobody sends, counts as medium
   * @return the preference
   */
  public static NdpPreference of(int bits) {
    return switch (bits & 0b11) {
      case 0b01 -> HIGH;
      case 0b11 -> LOW;
      default -> MEDIUM;
    };
  }
}
