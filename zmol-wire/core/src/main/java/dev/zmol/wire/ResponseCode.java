package dev.zmol.wire;

/**
 * The codes for times in multicast queries: small numbers as they are, larger ones as a floating-point number.
 *
 * <p>The 8-bit code holds the response time and the query interval of IGMPv3 (RFC 3376 §4.1.1, §4.1.7) and the query
 * interval of MLDv2 (RFC 3810 §5.1.9), the 16-bit code the response delay of MLDv2 (§5.1.3).
 */
public final class ResponseCode {
  private static final int MANTISSA8 = 4;
  private static final int MANTISSA16 = 12;

  /** The greatest number that the 8-bit code holds. */
  public static final int MAX8 = 0x1f << 10;

  /** The greatest number that the 16-bit code holds. */
  public static final int MAX16 = 0x1fff << 10;

  private ResponseCode() {}

  /**
   * Decodes an 8-bit code.
   *
   * @param code the code (0 to 255)
   * @return the number (0 to {@link #MAX8})
   */
  public static int decode8(int code) {
    return decode(code, MANTISSA8);
  }

  /**
   * Encodes a number in 8 bits.
   *
   * @param value the number (0 to {@link #MAX8})
   * @return the code of the greatest number that is not greater and has one
   */
  public static int encode8(int value) {
    return encode(value, MANTISSA8, MAX8);
  }

  /**
   * Decodes a 16-bit code.
   *
   * @param code the code (0 to 65,535)
   * @return the number (0 to {@link #MAX16})
   */
  public static int decode16(int code) {
    return decode(code, MANTISSA16);
  }

  /**
   * Encodes a number in 16 bits.
   *
   * @param value the number (0 to {@link #MAX16})
   * @return the code of the greatest number that is not greater and has one
   */
  public static int encode16(int value) {
    return encode(value, MANTISSA16, MAX16);
  }

  /** A code is a one, three bits of exponent and the mantissa without its leading one; or just the number. */
  private static int decode(int code, int mantissaBits) {
    int marker = 1 << (mantissaBits + 3);
    if (code < marker) {
      return code;
    }
    int mantissa = (1 << mantissaBits) | (code & ((1 << mantissaBits) - 1));
    return mantissa << ((code >>> mantissaBits & 7) + 3);
  }

  private static int encode(int value, int mantissaBits, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException("value is " + value + "; it has to be from 0 to " + most);
    }
    int marker = 1 << (mantissaBits + 3);
    if (value < marker) {
      return value;
    }
    int exponent = 31 - Integer.numberOfLeadingZeros(value) - mantissaBits - 3;
    int mantissa = (value >>> (exponent + 3)) & ((1 << mantissaBits) - 1);
    return marker | exponent << mantissaBits | mantissa;
  }
}
