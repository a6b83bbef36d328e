package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.socket.dns.MulticastOutput;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsWriter;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;

/**
 * Sends the messages of multicast DNS: in packets that need no fragments (RFC 6762 §17), over each family of which there
 * is an address. What is lost because the device is busy will be asked for again.
 */
@Specialize
final class MulticastDnsOutput implements MulticastOutput<IpEndpoint> {
  private static final int HEADERS = 48;
  private static final int MOST = 1_500;

  private final IpLayer ip;
  private final UdpSocket socket;
  private final byte[] buf;

  MulticastDnsOutput(IpLayer ip, UdpSocket socket) {
    this.ip = ip;
    this.socket = socket;
    this.buf = new byte[Math.min(ip.mtu(), MOST) - HEADERS];
  }

  @Override
  public void multicast(DnsMessage message) {
    send(message, null);
  }

  @Override
  public void unicast(DnsMessage message, IpEndpoint destination) {
    send(message, destination);
  }

  private void send(DnsMessage message, IpEndpoint destination) {
    DnsWriter out = new DnsWriter(buf, 0, buf.length).begin(message.header());
    for (DnsQuestion question : message.questions()) {
      boolean _ = out.question(question);
    }
    for (DnsRecord answer : message.answers()) {
      if (!out.answer(answer)) {
        transmit(out.finish(), destination);
        // One that does not fit alone does not fit at all.
        boolean _ = out.begin(message.header()).answer(answer);
      }
    }
    message.authorities().forEach(out::authority);
    message.additionals().forEach(out::additional);
    transmit(out.finish(), destination);
  }

  private void transmit(int length, IpEndpoint destination) {
    if (destination != null) {
      transmitTo(length, destination);
      return;
    }
    for (IpAddress group : MulticastDnsGroups.ADDRESSES) {
      transmitTo(length, new IpEndpoint(group, MulticastDnsGroups.PORT));
    }
  }

  private void transmitTo(int length, IpEndpoint destination) {
    if (ip.sourceFor(destination.address()) != null) {
      boolean _ = socket.send(buf, 0, length, destination);
    }
  }
}
