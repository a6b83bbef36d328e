package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** What has become of a request (RFC 8415 §21.13). */
@Only(Family.IPV6)
public final class Dhcpv6Status {
  /** It was granted. */
  public static final int SUCCESS = 0;

  /** It was not granted, for a reason that has no number. */
  public static final int UNSPECIFIED_FAILURE = 1;

  /** There is no address for the client. */
  public static final int NO_ADDRESSES_AVAILABLE = 2;

  /** The server knows nothing of the addresses. */
  public static final int NO_BINDING = 3;

  /** The addresses do not fit the link that the client is on. */
  public static final int NOT_ON_LINK = 4;

  /** The server wants messages by multicast. */
  public static final int USE_MULTICAST = 5;

  /** There is no prefix for the client. */
  public static final int NO_PREFIX_AVAILABLE = 6;

  private Dhcpv6Status() {}

  /**
   * Names a code.
   *
   * @param code the number
   * @return the name, or the number if it has none here
   */
  public static String format(int code) {
    return switch (code) {
      case SUCCESS -> "success";
      case UNSPECIFIED_FAILURE -> "unspecified failure";
      case NO_ADDRESSES_AVAILABLE -> "no addresses available";
      case NO_BINDING -> "no binding";
      case NOT_ON_LINK -> "not on link";
      case USE_MULTICAST -> "use multicast";
      case NO_PREFIX_AVAILABLE -> "no prefix available";
      default -> "status " + code;
    };
  }
}
