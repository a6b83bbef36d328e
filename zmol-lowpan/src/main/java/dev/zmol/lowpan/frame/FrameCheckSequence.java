package dev.zmol.lowpan.frame;

/**
 * The frame check sequence: 16 bits of the CRC of ITU-T, least significant bit first (IEEE 802.15.4-2015 §7.2.11).
 *
 * <p>Devices of this module carry frames without it, as Ethernet devices do; files and tunnels have it.
 */
public final class FrameCheckSequence {
  /** How many bytes it has. */
  public static final int LENGTH = 2;

  private static final int POLYNOMIAL = 0x8408;
  private static final char[] TABLE = table();

  private FrameCheckSequence() {}

  private static char[] table() {
    char[] table = new char[256];
    for (int k = 0; k < table.length; k++) {
      int remainder = k;
      for (int bit = 0; bit < 8; bit++) {
        remainder = remainder >>> 1 ^ ((remainder & 1) == 0 ? 0 : POLYNOMIAL);
      }
      table[k] = (char) remainder;
    }
    return table;
  }

  /**
   * Computes the sequence of a frame.
   *
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where it ends, the sequence not included
   * @return the sequence, 0 to 0xffff
   */
  public static int compute(byte[] buf, int from, int to) {
    int remainder = 0;
    for (int k = from; k < to; k++) {
      remainder = remainder >>> 8 ^ TABLE[(remainder ^ buf[k]) & 0xff];
    }
    return remainder;
  }

  /**
   * Writes the sequence behind a frame.
   *
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where it ends
   * @return where the sequence ends
   */
  public static int append(byte[] buf, int from, int to) {
    int sequence = compute(buf, from, to);
    buf[to] = (byte) sequence;
    buf[to + 1] = (byte) (sequence >>> 8);
    return to + LENGTH;
  }

  /**
   * Tells whether a frame is as it was sent.
   *
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where it ends, the sequence included
   * @return whether there is a sequence, and it is right
   */
  public static boolean isRight(byte[] buf, int from, int to) {
    // What the sequence is appended to has a remainder of zero, as always with a CRC that is not inverted.
    return to - from >= LENGTH && compute(buf, from, to) == 0;
  }
}
