package dev.zmol.wire.dns;

/** What has become of a query, as IANA assigns the numbers (RFC 1035 §4.1.1, RFC 2136 §2.2). */
public final class DnsResponseCode {
  /** Nothing went wrong; there need not be an answer. */
  public static final int NO_ERROR = 0;

  /** The server could not read the query. */
  public static final int FORMAT_ERROR = 1;

  /** The server failed; another may not. */
  public static final int SERVER_FAILURE = 2;

  /** The name does not exist, whatever the type (RFC 2308 §2.1). */
  public static final int NAME_ERROR = 3;

  /** The server does not do what it is asked for. */
  public static final int NOT_IMPLEMENTED = 4;

  /** The server does not want to. */
  public static final int REFUSED = 5;

  private DnsResponseCode() {}

  /**
   * Names a response code.
   *
   * @param code the number
   * @return the name, or the number if it has none here
   */
  public static String format(int code) {
    return switch (code) {
      case NO_ERROR -> "NOERROR";
      case FORMAT_ERROR -> "FORMERR";
      case SERVER_FAILURE -> "SERVFAIL";
      case NAME_ERROR -> "NXDOMAIN";
      case NOT_IMPLEMENTED -> "NOTIMP";
      case REFUSED -> "REFUSED";
      default -> "RCODE" + code;
    };
  }
}
