package dev.zmol.wire.dns;

/** What a DNS message asks for, as IANA assigns the numbers (RFC 1035 §4.1.1). */
public final class DnsOpcode {
  /** A standard query. */
  public static final int QUERY = 0;

  /** An inverse query, which is obsolete (RFC 3425). */
  public static final int INVERSE_QUERY = 1;

  /** A request for the status of a server. */
  public static final int STATUS = 2;

  /** A zone has changed (RFC 1996). */
  public static final int NOTIFY = 4;

  /** A dynamic update (RFC 2136). */
  public static final int UPDATE = 5;

  private DnsOpcode() {}

  /**
   * Names an opcode.
   *
   * @param opcode the number
   * @return the name, or the number if it has none here
   */
  public static String format(int opcode) {
    return switch (opcode) {
      case QUERY -> "QUERY";
      case INVERSE_QUERY -> "IQUERY";
      case STATUS -> "STATUS";
      case NOTIFY -> "NOTIFY";
      case UPDATE -> "UPDATE";
      default -> "OPCODE" + opcode;
    };
  }
}
