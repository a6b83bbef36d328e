package dev.zmol.ipsec.wire;

/**
 * Checks and writes what surrounds the payload in an encapsulating security payload: header, initialization vector,
 * padding, trailer, integrity check value (RFC 4303 §2).
 *
 * <pre>
 * | SPI, sequence number | IV | payload | padding | pad length, next header | ICV |
 * </pre>
 *
 * <p>How long the initialization vector and the integrity check value are is up to the algorithms.
 */
public final class EspPacket {
  /** The length of the trailer: pad length and next header. */
  public static final int TRAILER_LENGTH = 2;

  /** The longest padding, in bytes. */
  public static final int MAX_PADDING = 255;

  private EspPacket() {}

  /**
   * Finds where the integrity check value begins, if the packet is long enough to have all of its parts.
   *
   * @param esp where the packet begins
   * @param end where it ends
   * @param ivLength the length of the initialization vector in bytes
   * @param icvLength the length of the integrity check value in bytes
   * @param alignment what the length of payload, padding and trailer is a multiple of, in bytes
   * @return where the integrity check value begins; -1 if the packet is cut short, or of a length that cannot be
   */
  public static int icv(int esp, int end, int ivLength, int icvLength, int alignment) {
    int icv = end - icvLength;
    int text = icv - esp - EspWire.LENGTH - ivLength;
    return text >= TRAILER_LENGTH && text % alignment == 0 ? icv : -1;
  }

  /**
   * Returns how long payload, padding and trailer are together.
   *
   * @param payloadLength the length of the payload in bytes
   * @param alignment what the result is a multiple of, in bytes: a power of two
   * @return the length in bytes
   */
  public static int textLength(int payloadLength, int alignment) {
    return payloadLength + TRAILER_LENGTH + alignment - 1 & -alignment;
  }

  /**
   * Writes the padding that is the default, 1, 2, 3 and so on, and the trailer (RFC 4303 §2.4).
   *
   * @param buf the bytes
   * @param from where the payload begins
   * @param to where it ends, which is where the padding begins
   * @param alignment what the length of payload, padding and trailer is to be a multiple of: a power of two up to 256
   * @param nextHeader the number of the protocol of the payload (0 to 255)
   * @return where the trailer ends
   */
  public static int emitTrailer(byte[] buf, int from, int to, int alignment, int nextHeader) {
    int end = from + textLength(to - from, alignment);
    int padding = end - to - TRAILER_LENGTH;
    for (int k = 0; k < padding; k++) {
      buf[to + k] = (byte) (k + 1);
    }
    buf[end - TRAILER_LENGTH] = (byte) padding;
    buf[end - 1] = (byte) nextHeader;
    return end;
  }

  /**
   * Finds where the payload ends, in a text that has been decrypted, and checks the padding (RFC 4303 §2.4).
   *
   * @param buf the bytes
   * @param from where the payload begins
   * @param to where the trailer ends
   * @return where the payload ends; -1 if the padding is longer than the text, or other than the default
   */
  public static int payloadEnd(byte[] buf, int from, int to) {
    int trailer = to - TRAILER_LENGTH;
    int padding = trailer < from ? 0 : buf[trailer] & 0xff;
    int end = trailer - padding;
    if (end < from) {
      return -1;
    }
    int difference = 0;
    for (int k = 0; k < padding; k++) {
      difference |= buf[end + k] ^ (k + 1);
    }
    return (difference & 0xff) == 0 ? end : -1;
  }

  /**
   * Reads the number of the protocol of the payload.
   *
   * @param buf the bytes
   * @param to where the trailer ends
   * @return the number (0 to 255)
   */
  public static int nextHeader(byte[] buf, int to) {
    return buf[to - 1] & 0xff;
  }
}
