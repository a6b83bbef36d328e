package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** The types of DHCP messages (RFC 2132 §9.6). */
@Only(Family.IPV4)
public final class DhcpMessageType {
  /** A client looks for servers. */
  public static final int DISCOVER = 1;

  /** A server offers an address. */
  public static final int OFFER = 2;

  /** A client asks for an address that it was offered, or has had before. */
  public static final int REQUEST = 3;

  /** A client has found the address in use. */
  public static final int DECLINE = 4;

  /** A server commits an address to the client. */
  public static final int ACK = 5;

  /** A server refuses the address that the client asks for. */
  public static final int NAK = 6;

  /** A client gives its address back. */
  public static final int RELEASE = 7;

  /** A client that has its address from elsewhere asks for everything else. */
  public static final int INFORM = 8;

  /** A server asks for a renewal before its time (RFC 3203). */
  public static final int FORCE_RENEW = 9;

  private DhcpMessageType() {}

  /**
   * Names a type.
   *
   * @param type the number
   * @return the name, or the number if it has none here
   */
  public static String format(int type) {
    return switch (type) {
      case DISCOVER -> "discover";
      case OFFER -> "offer";
      case REQUEST -> "request";
      case DECLINE -> "decline";
      case ACK -> "ack";
      case NAK -> "nak";
      case RELEASE -> "release";
      case INFORM -> "inform";
      case FORCE_RENEW -> "force renew";
      default -> "type " + type;
    };
  }
}
