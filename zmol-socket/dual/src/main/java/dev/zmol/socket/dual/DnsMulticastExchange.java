package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.Optional;

/**
 * A question to the hosts of the link, asked once in a while from a port of its own, so that the answer comes to that
 * port alone (RFC 6762 §5.1, §6.7). Nobody says that there is no answer: it is given up when time is up.
 */
@Specialize
final class DnsMulticastExchange implements DnsExchange {
  /** The first repetition comes after a second, each of the others after twice as long (RFC 6762 §5.2). */
  private static final long FIRST_INTERVAL = 1_000_000_000;

  private final DnsClient client;
  private final DnsQuestion question;
  private DnsDatagramQuery datagram;
  private long interval = FIRST_INTERVAL;
  private long sendAt = Long.MIN_VALUE;
  private DnsMessage response;

  DnsMulticastExchange(DnsClient client, DnsQuestion question) {
    this.client = client;
    this.question = question;
  }

  @Override
  public boolean poll(long nowNanos) {
    if (datagram == null) {
      UdpSocket socket = client.udp().bind();
      socket.hopLimit(MulticastDnsGroups.HOP_LIMIT);
      datagram = new DnsDatagramQuery(socket, question, client.nextId(), DnsMessage.MAX_DATAGRAM, client.ip().drops());
    }
    Optional<DnsMessage> message = datagram.receive(this::isNeighbor);
    if (message.isPresent() && message.get().answers().stream().anyMatch(question::isAnsweredBy)) {
      response = message.get();
      return false;
    }
    if (nowNanos < sendAt && sendAt != Long.MIN_VALUE) {
      return false;
    }
    sendAt = nowNanos + interval;
    interval *= 2;
    return send();
  }

  /** A response has to come from the port of multicast DNS, and from the link (RFC 6762 §6, §11). */
  private boolean isNeighbor(IpEndpoint from) {
    return from.port() == MulticastDnsGroups.PORT && client.ip().isOnLink(from.address());
  }

  private boolean send() {
    boolean sent = false;
    for (IpAddress group : MulticastDnsGroups.ADDRESSES) {
      if (client.ip().sourceFor(group) != null) {
        sent |= datagram.send(new IpEndpoint(group, MulticastDnsGroups.PORT));
      }
    }
    return sent;
  }

  @Override
  public long pollAt() {
    return sendAt;
  }

  @Override
  public DnsMessage response() {
    return response;
  }

  @Override
  public DnsOutcome failure() {
    return null;
  }

  @Override
  public void close() {
    if (datagram != null) {
      datagram.close();
    }
  }
}
