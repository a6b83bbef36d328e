package dev.zmol.ipsec.wire;

/** Checks the length of authentication headers, which their integrity check value makes irregular (RFC 4302 §2.2). */
public final class AhPacket {
  /** The shortest header: with an integrity check value of one word, as RFC 4302 §2.2 has it for none. */
  public static final int MIN_LENGTH = AhWire.LENGTH + 4;

  private static final int WORD = 4;
  private static final int MAX_PAYLOAD_LENGTH = 255;

  private AhPacket() {}

  /**
   * Finds where a header ends, and what it precedes begins.
   *
   * @param buf the bytes
   * @param ah where the header begins
   * @param end where the packet ends
   * @return where the header ends; -1 if it is cut short, or its length too small
   */
  public static int payload(byte[] buf, int ah, int end) {
    if (end - ah < MIN_LENGTH) {
      return -1;
    }
    int length = length(buf, ah);
    return length >= MIN_LENGTH && length <= end - ah ? ah + length : -1;
  }

  /**
   * Reads the length of a header.
   *
   * @param buf the bytes
   * @param ah where the header begins
   * @return the length in bytes, integrity check value included
   */
  public static int length(byte[] buf, int ah) {
    return (AhWire.payloadLength(buf, ah) + 2) * WORD;
  }

  /**
   * Returns how long a header is: a multiple of 4 bytes over IPv4, of 8 over IPv6 (RFC 4302 §3.3.3.2.1).
   *
   * @param icvLength the length of the integrity check value in bytes
   * @param alignment 4 or 8
   * @return the length in bytes, padding included
   * @throws IllegalArgumentException if no header is so long
   */
  public static int length(int icvLength, int alignment) {
    int length = AhWire.LENGTH + icvLength + alignment - 1 & -alignment;
    if (icvLength < 0 || length / WORD - 2 > MAX_PAYLOAD_LENGTH) {
      throw new IllegalArgumentException("icvLength is " + icvLength + "; it has to be from 0 to 1016");
    }
    return length;
  }
}
