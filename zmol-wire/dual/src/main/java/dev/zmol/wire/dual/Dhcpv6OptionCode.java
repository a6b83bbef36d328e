package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** The codes of DHCPv6 options that are known by name here (RFC 8415 §21 unless another is named). */
@Only(Family.IPV6)
public final class Dhcpv6OptionCode {
  /** What tells this client from others, its DUID. */
  public static final int CLIENT_IDENTIFIER = 1;

  /** What tells the server from others, its DUID. */
  public static final int SERVER_IDENTIFIER = 2;

  /** Non-temporary addresses, IA_NA. */
  public static final int IDENTITY_ASSOCIATION = 3;

  /** Temporary addresses, IA_TA. */
  public static final int TEMPORARY_ASSOCIATION = 4;

  /** An address of an identity association. */
  public static final int ADDRESS = 5;

  /** The options that the client wants to have. */
  public static final int OPTION_REQUEST = 6;

  /** How much a server wants to be chosen. */
  public static final int PREFERENCE = 7;

  /** How long the client has been at it, in hundredths of a second. */
  public static final int ELAPSED_TIME = 8;

  /** The address that clients may send to, which this one does not. */
  public static final int SERVER_UNICAST = 12;

  /** What has become of a request, see {@link Dhcpv6Status}. */
  public static final int STATUS_CODE = 13;

  /** Asks for, or marks, an assignment after two messages in place of four. */
  public static final int RAPID_COMMIT = 14;

  /** Which message a server wants to have. */
  public static final int RECONFIGURE_MESSAGE = 19;

  /** Whether the client lets servers ask for messages. */
  public static final int RECONFIGURE_ACCEPT = 20;

  /** Name servers, the preferred one first (RFC 3646 §3). */
  public static final int DNS_SERVERS = 23;

  /** The domains that a resolver searches (RFC 3646 §4). */
  public static final int DOMAIN_LIST = 24;

  /** Prefixes for other links, IA_PD. */
  public static final int PREFIX_DELEGATION = 25;

  /** Servers that tell the time (RFC 4075). */
  public static final int SNTP_SERVERS = 31;

  /** When to ask again for what was asked without addresses, in seconds. */
  public static final int INFORMATION_REFRESH_TIME = 32;

  /** The name of the client (RFC 4704). */
  public static final int CLIENT_FQDN = 39;

  /** The longest time between solicitations, in seconds. */
  public static final int SOL_MAX_RT = 82;

  /** The longest time between information requests, in seconds. */
  public static final int INF_MAX_RT = 83;

  private Dhcpv6OptionCode() {}

  /**
   * Names a code.
   *
   * @param code the number
   * @return the name, or the number if it has none here
   */
  public static String format(int code) {
    return switch (code) {
      case CLIENT_IDENTIFIER -> "client identifier";
      case SERVER_IDENTIFIER -> "server identifier";
      case IDENTITY_ASSOCIATION -> "identity association";
      case TEMPORARY_ASSOCIATION -> "temporary association";
      case ADDRESS -> "address";
      case OPTION_REQUEST -> "option request";
      case PREFERENCE -> "preference";
      case ELAPSED_TIME -> "elapsed time";
      case SERVER_UNICAST -> "server unicast";
      case STATUS_CODE -> "status code";
      case RAPID_COMMIT -> "rapid commit";
      case RECONFIGURE_MESSAGE -> "reconfigure message";
      case RECONFIGURE_ACCEPT -> "reconfigure accept";
      case DNS_SERVERS -> "dns servers";
      case DOMAIN_LIST -> "domain list";
      case PREFIX_DELEGATION -> "prefix delegation";
      case SNTP_SERVERS -> "sntp servers";
      case INFORMATION_REFRESH_TIME -> "information refresh time";
      case CLIENT_FQDN -> "client fqdn";
      case SOL_MAX_RT -> "sol max rt";
      case INF_MAX_RT -> "inf max rt";
      default -> "option " + code;
    };
  }
}
