package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** The types of DHCPv6 messages (RFC 8415 §7.3). */
@Only(Family.IPV6)
public final class Dhcpv6MessageType {
  /** A client looks for servers. */
  public static final int SOLICIT = 1;

  /** A server offers what was solicited. */
  public static final int ADVERTISE = 2;

  /** A client asks a server for what it has advertised. */
  public static final int REQUEST = 3;

  /** A client asks whether its addresses still fit the link. */
  public static final int CONFIRM = 4;

  /** A client asks its server to extend what it has. */
  public static final int RENEW = 5;

  /** A client asks all servers to extend what it has. */
  public static final int REBIND = 6;

  /** A server answers. */
  public static final int REPLY = 7;

  /** A client gives back what it has. */
  public static final int RELEASE = 8;

  /** A client has found an address in use. */
  public static final int DECLINE = 9;

  /** A server asks for a renewal before its time. */
  public static final int RECONFIGURE = 10;

  /** A client asks for everything but addresses. */
  public static final int INFORMATION_REQUEST = 11;

  /** A relay agent hands a message on towards servers. */
  public static final int RELAY_FORWARD = 12;

  /** A server hands a message to a relay agent. */
  public static final int RELAY_REPLY = 13;

  private Dhcpv6MessageType() {}

  /**
   * Names a type.
   *
   * @param type the number
   * @return the name, or the number if it has none here
   */
  public static String format(int type) {
    return switch (type) {
      case SOLICIT -> "solicit";
      case ADVERTISE -> "advertise";
      case REQUEST -> "request";
      case CONFIRM -> "confirm";
      case RENEW -> "renew";
      case REBIND -> "rebind";
      case REPLY -> "reply";
      case RELEASE -> "release";
      case DECLINE -> "decline";
      case RECONFIGURE -> "reconfigure";
      case INFORMATION_REQUEST -> "information request";
      case RELAY_FORWARD -> "relay forward";
      case RELAY_REPLY -> "relay reply";
      default -> "type " + type;
    };
  }
}
