package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.DropCounters;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A query over UDP: a socket at a port, and an id, that nobody can foretell (RFC 5452 §9.2). What comes is taken for a
 * response only if source, port, id and question are right (RFC 5452 §9.1); anything else is counted, and changes
 * nothing.
 */
@Specialize
final class DnsDatagramQuery {
  /** How much is looked at of one datagram, whatever its sender was told. */
  private static final int ROOM = DnsConfiguration.MAX_DATAGRAM_SIZE;

  /** How many datagrams are looked at in one poll. */
  private static final int BURST = 64;

  private final UdpSocket socket;
  private final DnsQuestion question;
  private final DropCounters drops;
  private final int id;
  private final boolean extended;
  private final byte[] query;

  /**
   * Makes the query.
   *
   * @param size how long the answer may be, in bytes; if more than 512 the server is told by EDNS(0)
   */
  DnsDatagramQuery(UdpSocket socket, DnsQuestion question, int id, int size, DropCounters drops) {
    this.socket = socket;
    this.question = question;
    this.id = id;
    this.drops = drops;
    this.extended = size > DnsMessage.MAX_DATAGRAM;
    DnsMessage plain = DnsMessage.query(id, question);
    this.query = (extended ? plain.withExtension(size) : plain).toBytes().toByteArray();
  }

  /** Whether the server is told how long its answer may be. */
  boolean isExtended() {
    return extended;
  }

  UdpSocket socket() {
    return socket;
  }

  /** Sends the query, as it is, once more; false if the device is busy. */
  boolean send(IpEndpoint to) {
    return socket.send(query, 0, query.length, to);
  }

  /** Takes what has come, up to the first response from somebody it may come from. */
  Optional<DnsMessage> receive(Predicate<IpEndpoint> from) {
    byte[] buf = new byte[socket.available() == 0 ? 0 : ROOM];
    for (int k = 0; k < BURST && socket.available() > 0; k++) {
      int length = socket.receive(buf, 0, buf.length);
      Optional<DnsMessage> message = DnsMessage.parse(buf, 0, length);
      if (message.isEmpty()) {
        drops.count(DropReason.DNS_MALFORMED);
      } else if (from.test(socket.source()) && isResponse(message.get(), id, question)) {
        return message;
      } else {
        drops.count(DropReason.DNS_UNEXPECTED);
      }
    }
    return Optional.empty();
  }

  /** Whether a message answers a question; the case of letters may differ. */
  static boolean isResponse(DnsMessage message, int id, DnsQuestion question) {
    return message.header().response()
        && message.header().opcode() == 0
        && message.header().id() == id
        && message.questions().size() == 1
        && message.questions().getFirst().equals(question);
  }

  void close() {
    socket.close();
  }
}
