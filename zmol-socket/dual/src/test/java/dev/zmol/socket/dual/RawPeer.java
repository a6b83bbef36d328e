package dev.zmol.socket.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.PseudoHeader;

/** Any number of hosts at the other end of a link, played by the test: it reads packets, and writes its own. */
@Specialize
final class RawPeer {
  private final LinkDevice device;
  private final Packet received = new Packet(1_514);
  private final Packet outgoing = new Packet(1_514);
  private int options;
  private int window = 60_000;
  private int mark;

  RawPeer(LinkDevice device) {
    this.device = device;
  }

  // What was received.

  /** Takes the next packet, if there is one. */
  boolean receive() {
    return device.receive(received);
  }

  IpAddress source() {
    return IpPacket.source(received.bytes(), received.offset());
  }

  IpAddress destination() {
    return IpPacket.destination(received.bytes(), received.offset());
  }

  int hopLimit() {
    return IpPacket.hopLimit(received.bytes(), received.offset());
  }

  int trafficClass() {
    return IpPacket.trafficClass(received.bytes(), received.offset());
  }

  private int tcp() {
    return received.offset() + IpPacket.headerLength(destination());
  }

  int sequence() {
    return (int) (TcpSegment.sequences(received.bytes(), tcp()) >>> 32);
  }

  int acknowledgment() {
    return (int) TcpSegment.sequences(received.bytes(), tcp());
  }

  int flags() {
    return TcpSegment.flags(TcpSegment.control(received.bytes(), tcp()));
  }

  TcpOptions options() {
    TcpOptions parsed = new TcpOptions();
    int payload = TcpSegment.payload(received.bytes(), tcp(), received.end());
    parsed.parse(received.bytes(), tcp() + 20, payload);
    return parsed;
  }

  int dataLength() {
    return received.end() - TcpSegment.payload(received.bytes(), tcp(), received.end());
  }

  // What is sent.

  /** Sets the window of the segments that are sent from now on. */
  void window(int size) {
    window = size;
  }

  /** Sets the congestion mark of the packets that are sent from now on (RFC 3168 §5). */
  void mark(int codepoint) {
    mark = codepoint;
  }

  /** Answers the packet that was received last with a segment without options. */
  void answer(int flags, int sequence, int acknowledgment, int data) {
    int ports = TcpSegment.ports(received.bytes(), tcp());
    IpEndpoint from = new IpEndpoint(destination(), ports & 0xffff);
    IpEndpoint to = new IpEndpoint(source(), ports >>> 16);
    send(from, to, flags, sequence, acknowledgment, data);
  }

  /** Sends a segment without options, from anywhere to anywhere. */
  void send(IpEndpoint from, IpEndpoint to, int flags, int sequence, int acknowledgment, int data) {
    byte[] bytes = outgoing.bytes();
    int tcp = Packet.HEADROOM;
    int length = 20 + data;
    TcpSegment.emit(bytes, tcp, from.port(), to.port(), sequence, acknowledgment, 20, flags, window);
    long pseudoHeader = PseudoHeader.sum(from.address(), to.address(), IpProtocol.TCP, length);
    TcpSegment.fillChecksum(bytes, tcp, tcp + length, pseudoHeader);
    transmit(length, IpProtocol.TCP, from.address(), to.address());
  }

  /** Answers the packet that was received last with an ICMP error. */
  void error(int type, int code) {
    byte[] bytes = outgoing.bytes();
    int icmp = Packet.HEADROOM;
    int quote = IcmpMessage.emit(bytes, icmp, type, code, 0);
    int quoted = IcmpMessage.quoteLength(received.bytes(), received.offset(), received.end());
    System.arraycopy(received.bytes(), received.offset(), bytes, quote, quoted);
    int length = quote + quoted - icmp;
    IpAddress from = destination();
    IpAddress to = source();
    IcmpMessage.fillChecksum(bytes, icmp, icmp + length, IcmpMessage.pseudoHeader(from, to, length));
    transmit(length, IcmpMessage.protocol(to), from, to);
  }

  private void transmit(int length, int protocol, IpAddress from, IpAddress to) {
    int header = IpPacket.headerLength(to);
    int ip = Packet.HEADROOM - header;
    IpPacket.emit(outgoing.bytes(), ip, mark, length, protocol, 64, from, to);
    outgoing.set(ip, header + length);
    if (options > 0) {
      insertOptions();
    }
    device.transmit(outgoing);
  }

  /** From now on packets have options in their IP header, of a kind that nobody knows. */
  @Only(IPV4)
  void sendOptions() {
    options = 4;
  }

  private void insertOptions() {
    byte[] bytes = outgoing.bytes();
    int ip = outgoing.push(options);
    System.arraycopy(bytes, ip + options, bytes, ip, 20);
    bytes[ip] += (byte) (options / 4);
    BigEndian.putShort(bytes, ip + 2, outgoing.length());
    BigEndian.putInt(bytes, ip + 20, 0x5e04_abcd);
    BigEndian.putShort(bytes, ip + 10, 0);
    BigEndian.putShort(bytes, ip + 10, Checksum.fold(Checksum.add(0, bytes, ip, ip + 20 + options)));
  }
}
