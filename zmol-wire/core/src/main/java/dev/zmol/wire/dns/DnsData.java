package dev.zmol.wire.dns;

import dev.zmol.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The data of a record, by type. */
public sealed interface DnsData {
  /**
   * An IPv4 address (RFC 1035 §3.4.1).
   *
   * @param bits the address as a number
   */
  record A(int bits) implements DnsData {}

  /**
   * An IPv6 address (RFC 3596 §2.2).
   *
   * @param high the first half of the address as a number
   * @param low the second half
   */
  record Aaaa(long high, long low) implements DnsData {}

  /**
   * The name of which this one is an alias (RFC 1035 §3.3.1).
   *
   * @param target the name
   */
  record CanonicalName(DnsName target) implements DnsData {}

  /**
   * Another name (RFC 1035 §3.3.12).
   *
   * @param target the name
   */
  record Pointer(DnsName target) implements DnsData {}

  /**
   * The name of a server that is an authority for the domain (RFC 1035 §3.3.11).
   *
   * @param target the name
   */
  record NameServer(DnsName target) implements DnsData {}

  /**
   * Who takes mail for the domain (RFC 1035 §3.3.9).
   *
   * @param preference the lower, the better (0 to 65535)
   * @param target the name of the host
   */
  record MailExchange(int preference, DnsName target) implements DnsData {}

  /**
   * Where a service is (RFC 2782).
   *
   * @param priority the lower, the better (0 to 65535)
   * @param weight how big a share of those of its priority it wants (0 to 65535)
   * @param port its port (0 to 65535)
   * @param target the name of its host
   */
  record Service(int priority, int weight, int port, DnsName target) implements DnsData {}

  /**
   * Texts (RFC 1035 §3.3.14).
   *
   * @param strings the texts, at least one, each of up to 255 bytes
   */
  record Text(List<Bytes> strings) implements DnsData {
    /** The longest text, in bytes. */
    public static final int MAX_STRING = 255;

    /**
     * Creates the data.
     *
     * @throws IllegalArgumentException if there is no text, or one is too long
     */
    public Text {
      strings = List.copyOf(strings);
      if (strings.isEmpty()) {
        throw new IllegalArgumentException("strings is empty; there has to be one, which may be empty itself");
      }
      for (Bytes string : strings) {
        if (string.length() > MAX_STRING) {
          throw new IllegalArgumentException(
              "a text is " + string.length() + " bytes long; it may have " + MAX_STRING);
        }
      }
    }
  }

  /**
   * The start of a zone of authority (RFC 1035 §3.3.13).
   *
   * @param primary the server that the zone comes from
   * @param mailbox the mailbox of who is responsible, its first label before the at sign
   * @param serial the version of the zone
   * @param refresh after how long to look for a new version, in seconds; like all numbers without sign
   * @param retry after how long to try again, in seconds
   * @param expire after how long the zone is no authority any more, in seconds
   * @param minimum how long it may be kept that something does not exist, in seconds (RFC 2308 §4)
   */
  record StartOfAuthority(
      DnsName primary, DnsName mailbox, int serial, int refresh, int retry, int expire, int minimum)
      implements DnsData {}

  /**
   * Which types a name has (RFC 4034 §4), as multicast DNS uses it: for types up to 255 (RFC 6762 §6.1).
   *
   * @param next the name itself, in multicast DNS
   * @param types the types, in ascending order
   */
  record NextSecure(DnsName next, List<Integer> types) implements DnsData {
    /** Creates the data. */
    public NextSecure {
      types = types.stream().sorted().distinct().toList();
      if (types.isEmpty() || types.getFirst() < 0 || types.getLast() > 0xff) {
        throw new IllegalArgumentException("types is " + types + "; there have to be some, from 0 to 255");
      }
    }
  }

  /**
   * Data of any other type (RFC 3597).
   *
   * @param type the type (0 to 65535)
   * @param content the data
   */
  record Unknown(int type, Bytes content) implements DnsData {}

  /** {@return the type of the record, see {@link DnsType}} */
  default int type() {
    return switch (this) {
      case A _ -> DnsType.A;
      case Aaaa _ -> DnsType.AAAA;
      case CanonicalName _ -> DnsType.CNAME;
      case Pointer _ -> DnsType.PTR;
      case NameServer _ -> DnsType.NS;
      case MailExchange _ -> DnsType.MX;
      case Service _ -> DnsType.SRV;
      case Text _ -> DnsType.TXT;
      case StartOfAuthority _ -> DnsType.SOA;
      case NextSecure _ -> DnsType.NSEC;
      case Unknown unknown -> unknown.type;
    };
  }

  /** {@return the data as a master file has it (RFC 1035 §5.1)} */
  default String text() {
    return DnsDataText.of(this);
  }

  /** {@return the data as it is on the wire, names not compressed (RFC 4034 §6.2)} */
  default Bytes toBytes() {
    return DnsDataCodec.uncompressed(this);
  }

  /**
   * Makes texts of strings.
   *
   * @param strings the strings, taken as UTF-8, each of up to 255 bytes
   * @return the data; one empty text if there is none (RFC 6763 §6.1)
   */
  static Text ofStrings(List<String> strings) {
    var texts = new ArrayList<Bytes>();
    for (String string : strings) {
      texts.add(Bytes.of(string.getBytes(StandardCharsets.UTF_8)));
    }
    return new Text(texts.isEmpty() ? List.of(Bytes.EMPTY) : texts);
  }
}
