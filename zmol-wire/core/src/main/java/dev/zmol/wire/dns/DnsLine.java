package dev.zmol.wire.dns;

import dev.zmol.wire.BigEndian;
import java.util.List;
import java.util.Optional;

/** Writes the part of a line that is about a DNS message. */
public final class DnsLine {
  /** The port of servers (RFC 1035 §4.2). */
  public static final int PORT = 53;

  /** The port of multicast DNS (RFC 6762 §3). */
  public static final int MULTICAST_PORT = 5353;

  /** How many questions or records a line shows. */
  private static final int SHOWN = 8;

  private DnsLine() {}

  /**
   * Tells whether a datagram between two ports is a DNS message, as far as ports can tell.
   *
   * @param sourcePort the port of the sender
   * @param destinationPort the port of the receiver
   * @return whether one of them is that of DNS or of multicast DNS
   */
  public static boolean isDns(int sourcePort, int destinationPort) {
    return sourcePort == PORT
        || destinationPort == PORT
        || sourcePort == MULTICAST_PORT
        || destinationPort == MULTICAST_PORT;
  }

  /**
   * Appends a message: id, questions, records, and what is unusual about it.
   *
   * @param out where to append
   * @param buf the bytes
   * @param from where the message begins
   * @param to where it ends
   */
  public static void append(StringBuilder out, byte[] buf, int from, int to) {
    Optional<DnsMessage> parsed = DnsMessage.parse(buf, from, to);
    out.append("DNS ");
    if (parsed.isEmpty()) {
      out.append("[malformed] length ").append(to - from);
      return;
    }
    DnsMessage message = parsed.get();
    out.append(message.header().response() ? "response " : "query ").append(message.header().id());
    header(out, message.header());
    for (DnsQuestion question : shown(message.questions())) {
      out.append(' ').append(DnsType.format(question.type())).append("? ").append(question.name());
    }
    records(out, " ", message.answers());
    records(out, " authority: ", message.authorities());
    records(out, " additional: ", message.additionals());
  }

  /**
   * Appends a message of a TCP stream, with the length in front of it (RFC 7766 §8).
   *
   * @param out where to append
   * @param buf the bytes
   * @param from where the length begins
   * @param to where the bytes end, which may be before the message does
   */
  public static void appendStream(StringBuilder out, byte[] buf, int from, int to) {
    if (to - from < 2 || to - from - 2 < BigEndian.getShort(buf, from)) {
      out.append("DNS segment length ").append(to - from);
    } else {
      append(out, buf, from + 2, from + 2 + BigEndian.getShort(buf, from));
    }
  }

  private static void header(StringBuilder out, DnsHeader header) {
    if (header.opcode() != DnsOpcode.QUERY) {
      out.append(' ').append(DnsOpcode.format(header.opcode()));
    }
    if (header.response() && header.responseCode() != DnsResponseCode.NO_ERROR) {
      out.append(' ').append(DnsResponseCode.format(header.responseCode()));
    }
    out.append(header.authoritative() ? " aa" : "").append(header.truncated() ? " tc" : "");
  }

  private static void records(StringBuilder out, String heading, List<DnsRecord> records) {
    String before = heading;
    for (DnsRecord shown : shown(records)) {
      out.append(before).append(shown.name()).append(' ').append(DnsType.format(shown.type())).append(' ');
      out.append(shown.data().text());
      before = ", ";
    }
    if (records.size() > SHOWN) {
      out.append(", and ").append(records.size() - SHOWN).append(" more");
    }
  }

  private static <T> List<T> shown(List<T> all) {
    return all.subList(0, Math.min(all.size(), SHOWN));
  }
}
