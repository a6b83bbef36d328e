package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** The codes of DHCP options that are known by name here (RFC 2132 unless another is named); there are more. */
@Only(Family.IPV4)
public final class DhcpOptionCode {
  /** Fills bytes between options. */
  public static final int PAD = 0;

  /** The netmask of the client's subnet. */
  public static final int SUBNET_MASK = 1;

  /** Routers on the client's subnet, the preferred one first. */
  public static final int ROUTER = 3;

  /** Name servers, the preferred one first. */
  public static final int DNS_SERVER = 6;

  /** The name of the client. */
  public static final int HOST_NAME = 12;

  /** The domain that the client is in. */
  public static final int DOMAIN_NAME = 15;

  /** The longest packet to send on the link. */
  public static final int INTERFACE_MTU = 26;

  /** The broadcast address of the client's subnet. */
  public static final int BROADCAST_ADDRESS = 28;

  /** Routes by classes of addresses, which {@link #CLASSLESS_STATIC_ROUTE} supersedes. */
  public static final int STATIC_ROUTE = 33;

  /** Servers that tell the time, the preferred one first. */
  public static final int NTP_SERVER = 42;

  /** What vendors make of it. */
  public static final int VENDOR_SPECIFIC = 43;

  /** The address that the client asks for. */
  public static final int REQUESTED_ADDRESS = 50;

  /** How long the address may be used, in seconds. */
  public static final int LEASE_TIME = 51;

  /** Which of the fields for names hold options as well. */
  public static final int OVERLOAD = 52;

  /** The type of the message, see {@link DhcpMessageType}. */
  public static final int MESSAGE_TYPE = 53;

  /** The address of the server, which tells it from others. */
  public static final int SERVER_IDENTIFIER = 54;

  /** The options that the client wants to have. */
  public static final int PARAMETER_REQUEST_LIST = 55;

  /** What a person should read about an error. */
  public static final int MESSAGE = 56;

  /** The longest message that the client takes, in bytes, IP header included. */
  public static final int MAXIMUM_MESSAGE_SIZE = 57;

  /** When to renew the lease, T1, in seconds. */
  public static final int RENEWAL_TIME = 58;

  /** When to ask all servers for the lease, T2, in seconds. */
  public static final int REBINDING_TIME = 59;

  /** What kind of client this is. */
  public static final int VENDOR_CLASS = 60;

  /** What tells this client from others. */
  public static final int CLIENT_IDENTIFIER = 61;

  /** The name of the server to boot from. */
  public static final int TFTP_SERVER = 66;

  /** The name of the file to boot from. */
  public static final int BOOT_FILE = 67;

  /** Asks for, or marks, a lease after two messages in place of four (RFC 4039). */
  public static final int RAPID_COMMIT = 80;

  /** The domains that a resolver searches (RFC 3397). */
  public static final int DOMAIN_SEARCH = 119;

  /** Routes, in place of {@link #ROUTER} and {@link #STATIC_ROUTE} (RFC 3442). */
  public static final int CLASSLESS_STATIC_ROUTE = 121;

  /** Ends the options. */
  public static final int END = 255;

  private DhcpOptionCode() {}

  /**
   * Names a code.
   *
   * @param code the number
   * @return the name, or the number if it has none here
   */
  public static String format(int code) {
    return switch (code) {
      case PAD -> "pad";
      case SUBNET_MASK -> "subnet mask";
      case ROUTER -> "router";
      case DNS_SERVER -> "dns server";
      case HOST_NAME -> "host name";
      case DOMAIN_NAME -> "domain name";
      case INTERFACE_MTU -> "mtu";
      case BROADCAST_ADDRESS -> "broadcast address";
      case STATIC_ROUTE -> "static route";
      case NTP_SERVER -> "ntp server";
      case VENDOR_SPECIFIC -> "vendor specific";
      case REQUESTED_ADDRESS -> "requested address";
      case LEASE_TIME -> "lease time";
      case OVERLOAD -> "overload";
      case MESSAGE_TYPE -> "message type";
      case SERVER_IDENTIFIER -> "server identifier";
      case PARAMETER_REQUEST_LIST -> "parameter request list";
      case MESSAGE -> "message";
      case MAXIMUM_MESSAGE_SIZE -> "maximum message size";
      case RENEWAL_TIME -> "renewal time";
      case REBINDING_TIME -> "rebinding time";
      case VENDOR_CLASS -> "vendor class";
      case CLIENT_IDENTIFIER -> "client identifier";
      case TFTP_SERVER -> "tftp server";
      case BOOT_FILE -> "boot file";
      case RAPID_COMMIT -> "rapid commit";
      case DOMAIN_SEARCH -> "domain search";
      case CLASSLESS_STATIC_ROUTE -> "classless static route";
      case END -> "end";
      default -> "option " + code;
    };
  }
}
