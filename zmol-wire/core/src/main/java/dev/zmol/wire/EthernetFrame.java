package dev.zmol.wire;

/**
 * Checks, reads and writes Ethernet II frames in a byte array, several fields at a time.
 *
 * <p>A frame is {@code buf[frame]} to {@code buf[end - 1]}, without preamble and frame check sequence. Check {@link
 * #isComplete} first: all other methods rely on the header being there.
 */
public final class EthernetFrame {
  private EthernetFrame() {}

  /**
   * Whether the bytes hold a whole header.
   *
   * @param frame where the frame begins
   * @param end where it ends
   * @return whether there are at least 14 bytes
   */
  public static boolean isComplete(int frame, int end) {
    return end - frame >= EthernetWire.LENGTH;
  }

  /**
   * Reads the destination, as {@link MacAddress#bits()} gives it.
   *
   * @param buf the bytes
   * @param frame where the frame begins
   * @return the address
   */
  public static long destination(byte[] buf, int frame) {
    return BigEndian.getLong(buf, frame) >>> 16;
  }

  /**
   * Reads the source, as {@link MacAddress#bits()} gives it.
   *
   * @param buf the bytes
   * @param frame where the frame begins
   * @return the address
   */
  public static long source(byte[] buf, int frame) {
    return BigEndian.getLong(buf, frame + EthernetWire.SOURCE_OFFSET) >>> 16;
  }

  /**
   * Reads the type of the payload.
   *
   * @param buf the bytes
   * @param frame where the frame begins
   * @return the {@link EtherType}, or the length of an IEEE 802.3 frame
   */
  public static int etherType(byte[] buf, int frame) {
    return EthernetWire.etherType(buf, frame);
  }

  /**
   * Writes a header.
   *
   * @param buf the bytes
   * @param frame where the frame begins
   * @param destination the receiver, as {@link MacAddress#bits()} gives it
   * @param source the sender, as {@link MacAddress#bits()} gives it
   * @param etherType the {@link EtherType}
   * @return where the payload begins
   */
  public static int emit(byte[] buf, int frame, long destination, long source, int etherType) {
    BigEndian.putLong(buf, frame, destination << 16 | (source >>> 32 & 0xffff));
    BigEndian.putInt(buf, frame + 8, (int) source);
    BigEndian.putShort(buf, frame + EthernetWire.ETHER_TYPE_OFFSET, etherType);
    return frame + EthernetWire.LENGTH;
  }
}
