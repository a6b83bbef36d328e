package dev.zmol.wire;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;
import java.util.HexFormat;

/**
 * A 48-bit IEEE 802 MAC address.
 *
 * @param bits the address as a number, its first byte on the wire the most significant of the 48 bits
 */
@WireFormat(text = true)
public record MacAddress(@Bits(48) long bits) {
  /** The address of all stations of a link. */
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

  /** The address of none. */
  public static final MacAddress ZERO = new MacAddress(0);

  private static final long MULTICAST_BIT = 0x0100_0000_0000L;
  private static final long LOCAL_BIT = 0x0200_0000_0000L;
  private static final HexFormat HEX = HexFormat.ofDelimiter(":");
  private static final int TEXT_LENGTH = 17;

  /**
   * Creates an address.
   *
   * @throws IllegalArgumentException if {@code bits} has more than 48 bits
   */
  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("bits is 0x" + Long.toHexString(bits) + ", which has more than 48 bits");
    }
  }

  /**
   * Creates an address from six numbers, in wire order.
   *
   * @param bytes six numbers, each 0 to 255
   * @return the address
   * @throws IllegalArgumentException if there are not six, or one is out of range
   */
  public static MacAddress of(int... bytes) {
    if (bytes.length != MacAddressWire.LENGTH) {
      throw new IllegalArgumentException("bytes has " + bytes.length + " numbers, a MAC address has 6");
    }
    long bits = 0;
    for (int number : bytes) {
      if (number < 0 || number > 255) {
        throw new IllegalArgumentException("bytes holds " + number + ", which is not between 0 and 255");
      }
      bits = bits << 8 | number;
    }
    return new MacAddress(bits);
  }

  /**
   * Reads the usual notation, six pairs of hexadecimal digits with colons or hyphens between, as in {@code
   * 02:00:5e:10:00:01}.
   *
   * @param text the text
   * @return the address
   * @throws IllegalArgumentException if the text is no such notation
   */
  public static MacAddress parse(String text) {
    char delimiter = text.length() == TEXT_LENGTH ? text.charAt(2) : 0;
    if (delimiter != ':' && delimiter != '-') {
      throw notAnAddress(text);
    }
    long bits = 0;
    for (int k = 0; k < TEXT_LENGTH; k++) {
      char digit = text.charAt(k);
      if (k % 3 == 2 ? digit != delimiter : !HexFormat.isHexDigit(digit)) {
        throw notAnAddress(text);
      }
      bits = k % 3 == 2 ? bits : bits << 4 | HexFormat.fromHexDigit(digit);
    }
    return new MacAddress(bits);
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException(
        "text is '" + text + "', which is no MAC address; write six pairs of hexadecimal digits, as in"
            + " 02:00:5e:10:00:01");
  }

  /**
   * Whether this is the address of all stations.
   *
   * @return whether it is ff:ff:ff:ff:ff:ff
   */
  public boolean isBroadcast() {
    return bits == BROADCAST.bits;
  }

  /**
   * Whether this is the address of a group of stations, of which broadcast is one.
   *
   * @return whether the group bit is set
   */
  public boolean isMulticast() {
    return (bits & MULTICAST_BIT) != 0;
  }

  /**
   * Whether this is the address of a single station.
   *
   * @return whether it is no group address and not zero
   */
  public boolean isUnicast() {
    return !isMulticast() && bits != 0;
  }

  /**
   * Whether this address was given by an administrator or at random instead of by a manufacturer.
   *
   * @return whether the local bit is set
   */
  public boolean isLocal() {
    return (bits & LOCAL_BIT) != 0;
  }

  /**
   * The bytes of this address.
   *
   * @return a new array of six bytes, in wire order
   */
  public byte[] toByteArray() {
    byte[] bytes = new byte[MacAddressWire.LENGTH];
    MacAddressWire.bits(bytes, 0, bits);
    return bytes;
  }

  /** The usual notation, in lower case with colons. */
  @Override
  public String toString() {
    return HEX.formatHex(toByteArray());
  }
}
