package dev.zmol.lowpan.rpl.wire;

/**
 * The number of an RPL instance (RFC 6550 §5.1): a global one, or one that a node has chosen for a DODAG of its own.
 *
 * @param local whether it is local to a DODAG
 * @param number the number (0 to 127 if global, 0 to 63 if local)
 * @param destination whether, in a packet of a local instance, the DODAG is that of the destination
 */
public record RplInstanceId(boolean local, int number, boolean destination) {
  private static final int LOCAL = 0x80;
  private static final int DESTINATION = 0x40;

  /** Checks the ranges. */
  public RplInstanceId {
    Ranges.require("number", number, local ? 0x3f : 0x7f);
    if (destination && !local) {
      throw new IllegalArgumentException("destination is true; only a local instance has that");
    }
  }

  /**
   * Returns the id of a global instance.
   *
   * @param number the number (0 to 127)
   * @return the id
   */
  public static RplInstanceId global(int number) {
    return new RplInstanceId(false, number, false);
  }

  /**
   * Returns the id of an instance that is local to a DODAG.
   *
   * @param number the number (0 to 63)
   * @param destination whether, in a packet, the DODAG is that of the destination; false in messages
   * @return the id
   */
  public static RplInstanceId local(int number, boolean destination) {
    return new RplInstanceId(true, number, destination);
  }

  /**
   * Reads an id.
   *
   * @param octet the byte (0 to 255)
   * @return the id
   */
  public static RplInstanceId of(int octet) {
    Ranges.require("octet", octet, 0xff);
    return octet < LOCAL ? global(octet) : local(octet & 0x3f, (octet & DESTINATION) != 0);
  }

  /** {@return the byte on the wire (0 to 255)} */
  public int octet() {
    return local ? LOCAL | (destination ? DESTINATION : 0) | number : number;
  }

  @Override
  public String toString() {
    return local ? "local " + number : Integer.toString(number);
  }
}
