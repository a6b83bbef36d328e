package dev.zmol.lowpan.frame;

import dev.zmol.wire.BigEndian;
import java.util.HexFormat;

/**
 * An address of a station of an IEEE 802.15.4 network: the extended one of 64 bits that it is made with, the short one
 * of 16 bits that its network gives it, or none.
 *
 * @param length how many bytes it has: 0, 2 or 8
 * @param bits the address as a number, as people write it: its first byte is the most significant one. Frames have it
 *     the other way round
 */
public record Ieee802154Address(int length, long bits) {
  /** No address. */
  public static final Ieee802154Address ABSENT = new Ieee802154Address(0, 0);

  /** The short address of all stations. */
  public static final Ieee802154Address BROADCAST = new Ieee802154Address(2, 0xffff);

  private static final long UNIVERSAL_BIT = 0x0200_0000_0000_0000L;
  private static final long SHORT_IDENTIFIER = 0x0000_00ff_fe00_0000L;
  private static final HexFormat HEX = HexFormat.ofDelimiter(":");

  /**
   * Creates an address.
   *
   * @throws IllegalArgumentException if the length is not 0, 2 or 8, or the bits are more than that
   */
  public Ieee802154Address {
    if (length != 0 && length != Short.BYTES && length != Long.BYTES) {
      throw new IllegalArgumentException("length is " + length + "; it has to be 0, 2 or 8");
    }
    if (length != Long.BYTES && bits >>> (8 * length) != 0) {
      throw new IllegalArgumentException("bits is 0x" + Long.toHexString(bits) + ", more than " + length + " bytes");
    }
  }

  /**
   * Returns a short address.
   *
   * @param bits the address, 0 to 0xffff
   * @return the address
   */
  public static Ieee802154Address ofShort(int bits) {
    return new Ieee802154Address(Short.BYTES, bits);
  }

  /**
   * Returns an extended address, an EUI-64.
   *
   * @param bits the address
   * @return the address
   */
  public static Ieee802154Address ofExtended(long bits) {
    return new Ieee802154Address(Long.BYTES, bits);
  }

  /**
   * Reads two or eight pairs of hexadecimal digits with colons or hyphens between, as in {@code
   * 02:12:4b:00:00:00:00:01}.
   *
   * @param text the text
   * @return the address
   * @throws IllegalArgumentException if the text is no such notation
   */
  public static Ieee802154Address parse(String text) {
    boolean whole = text.matches("\\p{XDigit}{2}([:-]\\p{XDigit}{2}){7}|\\p{XDigit}{2}[:-]?\\p{XDigit}{2}");
    if (!whole) {
      throw new IllegalArgumentException(
          "text is '" + text + "', which is no IEEE 802.15.4 address; write two or eight pairs of hexadecimal digits,"
              + " as in 02:12:4b:00:00:00:00:01");
    }
    String digits = text.replace(":", "").replace("-", "");
    return new Ieee802154Address(digits.length() / 2, HexFormat.fromHexDigitsToLong(digits));
  }

  /** {@return whether there is no address} */
  public boolean isAbsent() {
    return length == 0;
  }

  /** {@return whether it is a short address} */
  public boolean isShort() {
    return length == Short.BYTES;
  }

  /** {@return whether it is an extended address} */
  public boolean isExtended() {
    return length == Long.BYTES;
  }

  /** {@return whether it means all stations} */
  public boolean isBroadcast() {
    return equals(BROADCAST);
  }

  /**
   * Whether it is one that a single station may have: short addresses above 0xfffd mean something else (IEEE
   * 802.15.4-2015 §6.1), as does the group bit of an extended one.
   *
   * @return whether it is the address of one station
   */
  public boolean isUnicast() {
    return isShort() ? bits < 0xfffe : isExtended() && (bits & 0x0100_0000_0000_0000L) == 0;
  }

  /**
   * Returns the interface identifier of the addresses that a station makes of this one: an extended address with its
   * universal bit inverted (RFC 4291 §2.5.1, RFC 4944 §6), or 0000:00ff:fe00 and a short address (RFC 6282 §3.2.2).
   *
   * @return the lower 64 bits of an IPv6 address; 0 if there is no address
   */
  public long interfaceIdentifier() {
    return interfaceIdentifier(length, bits);
  }

  /**
   * Returns the {@linkplain #interfaceIdentifier() interface identifier} of an address that is no object.
   *
   * @param length how many bytes the address has: 0, 2 or 8
   * @param bits the address as a number
   * @return the lower 64 bits of an IPv6 address; 0 if there is no address
   */
  public static long interfaceIdentifier(int length, long bits) {
    return switch (length) {
      case Short.BYTES -> SHORT_IDENTIFIER | bits;
      case Long.BYTES -> bits ^ UNIVERSAL_BIT;
      default -> 0;
    };
  }

  /** Pairs of hexadecimal digits with colons between; a hyphen if there is no address. */
  @Override
  public String toString() {
    byte[] bytes = new byte[Long.BYTES];
    BigEndian.putLong(bytes, 0, bits);
    return isAbsent() ? "-" : HEX.formatHex(bytes, Long.BYTES - length, Long.BYTES);
  }
}
