package dev.zmol.wire.dns;

/** The classes of records (RFC 1035 §3.2.4), and what multicast DNS has made of their first bit (RFC 6762 §18.12). */
public final class DnsClass {
  /** The Internet. */
  public static final int INTERNET = 1;

  /** In a question only: all classes. */
  public static final int ANY = 255;

  /** In a question of multicast DNS: the answer may be unicast (RFC 6762 §5.4). */
  public static final int UNICAST_RESPONSE = 0x8000;

  /** In a record of multicast DNS: there are no others of this name and type (RFC 6762 §10.2). */
  public static final int CACHE_FLUSH = 0x8000;

  private DnsClass() {}

  /**
   * Takes away the bit that multicast DNS has added.
   *
   * @param recordClass the class as it is on the wire
   * @return the class proper
   */
  public static int proper(int recordClass) {
    return recordClass & 0x7fff;
  }

  /**
   * Names a class.
   *
   * @param recordClass the number
   * @return the name; {@code CLASS} and the number if it has none here (RFC 3597 §5)
   */
  public static String format(int recordClass) {
    return switch (recordClass) {
      case INTERNET -> "IN";
      case ANY -> "ANY";
      default -> "CLASS" + recordClass;
    };
  }
}
