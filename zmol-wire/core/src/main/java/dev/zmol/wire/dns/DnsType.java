package dev.zmol.wire.dns;

import java.util.Locale;

/** The types of records, as IANA assigns their numbers. */
public final class DnsType {
  /** An IPv4 address (RFC 1035 §3.4.1). */
  public static final int A = 1;

  /** A server that is an authority for a domain (RFC 1035 §3.3.11). */
  public static final int NS = 2;

  /** The name is an alias of another (RFC 1035 §3.3.1). */
  public static final int CNAME = 5;

  /** The start of a zone of authority (RFC 1035 §3.3.13). */
  public static final int SOA = 6;

  /** Another name: that of an address, or of an instance of a service (RFC 1035 §3.3.12, RFC 6763 §4.1). */
  public static final int PTR = 12;

  /** Who takes mail for a domain (RFC 1035 §3.3.9). */
  public static final int MX = 15;

  /** Texts (RFC 1035 §3.3.14). */
  public static final int TXT = 16;

  /** An IPv6 address (RFC 3596 §2.1). */
  public static final int AAAA = 28;

  /** Where a service is (RFC 2782). */
  public static final int SRV = 33;

  /** What extends the header (RFC 6891 §6.1). */
  public static final int OPT = 41;

  /** Which types a name has, and hence which it has not (RFC 4034 §4, RFC 6762 §6.1). */
  public static final int NSEC = 47;

  /** In a question only: all types (RFC 1035 §3.2.3). */
  public static final int ANY = 255;

  private static final int MAX = 0xffff;

  private DnsType() {}

  /**
   * Names a type.
   *
   * @param type the number
   * @return the name; {@code TYPE} and the number if it has none here (RFC 3597 §5)
   */
  public static String format(int type) {
    return switch (type) {
      case A -> "A";
      case NS -> "NS";
      case CNAME -> "CNAME";
      case SOA -> "SOA";
      case PTR -> "PTR";
      case MX -> "MX";
      case TXT -> "TXT";
      case AAAA -> "AAAA";
      case SRV -> "SRV";
      case OPT -> "OPT";
      case NSEC -> "NSEC";
      case ANY -> "ANY";
      default -> "TYPE" + type;
    };
  }

  /**
   * Finds a type by its name.
   *
   * @param name the name, in letters of any case; or {@code TYPE} and a number (RFC 3597 §5)
   * @return the number
   * @throws IllegalArgumentException if no type has that name here
   */
  public static int parse(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (int type = 1; type <= ANY; type++) {
      if (format(type).equals(upper)) {
        return type;
      }
    }
    if (upper.matches("TYPE[0-9]{1,5}") && Integer.parseInt(upper, 4, upper.length(), 10) <= MAX) {
      return Integer.parseInt(upper, 4, upper.length(), 10);
    }
    throw new IllegalArgumentException("\"" + name + "\" is no type of records known here; TYPE and a number is");
  }
}
