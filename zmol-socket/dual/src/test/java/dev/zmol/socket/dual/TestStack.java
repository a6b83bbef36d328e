package dev.zmol.socket.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.Packet;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.PointToPointLink;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.Random;

/**
 * A stack with TCP and UDP on a link without neighbours, put together by hand, so that tests can say how TCP behaves.
 */
@Specialize
final class TestStack implements Stack {
  private final Device device;
  private final DropCounters drops = new DropCounters();
  private final PointToPointLink link;
  private final IpLayer ip;
  private final Tcp tcp;
  private final Udp udp;
  private final DnsClient dns;
  private final MulticastDns multicastDns;
  private final Packet frame;
  private final ReceivedPacket packet = new ReceivedPacket();

  TestStack(Device device, IpCidr address, TcpConfiguration tcpConfiguration, long seed) {
    this(device, InterfaceConfiguration.builder().address(address), tcpConfiguration, seed);
  }

  TestStack(Device device, InterfaceConfiguration.Builder host, TcpConfiguration tcpConfiguration, long seed) {
    InterfaceConfiguration configuration = host.random(new Random(seed)).build();
    this.device = device;
    this.link = new PointToPointLink(device, configuration, drops);
    this.ip = new IpLayer(device, link, configuration, drops);
    this.tcp = new Tcp(ip, tcpConfiguration, new Random(seed));
    this.udp = new Udp(ip);
    this.dns = new DnsClient(ip, udp, tcp);
    this.multicastDns = new MulticastDns(ip, udp);
    this.frame = new Packet(device.capabilities().maxFrameLength());
  }

  /** The address of the left stack of a test, or of the right one. */
  static IpCidr cidr(boolean left) {
    if (Comptime.IPV4) {
      return IpCidr.parse(left ? "192.0.2.1/24" : "192.0.2.2/24");
    }
    return cidr6(left);
  }

  /** The IPv6 address of the left stack of a test, or of the right one. */
  @Only(Family.IPV6)
  static IpCidr cidr6(boolean left) {
    return IpCidr.parse(left ? "2001:db8::1/64" : "2001:db8::2/64");
  }

  /** An address of the same family that is nobody's. */
  static IpAddress stranger(int number) {
    if (Comptime.IPV4) {
      return IpAddress.parse("198.51." + (number >> 8 & 0xff) + "." + (number & 0xff));
    }
    return IpAddress.parse("2001:db8:1::" + Integer.toHexString(number + 1));
  }

  /** The address of a group. */
  static IpAddress group() {
    return IpAddress.parse(Comptime.IPV4 ? "224.0.0.9" : "ff02::9");
  }

  IpAddress address() {
    return ip.configuration().addresses().getFirst().address();
  }

  IpEndpoint at(int port) {
    return new IpEndpoint(address(), port);
  }

  IpLayer ip() {
    return ip;
  }

  Tcp tcp() {
    return tcp;
  }

  Udp udp() {
    return udp;
  }

  DnsClient dns() {
    return dns;
  }

  MulticastDns multicastDns() {
    return multicastDns;
  }

  @Override
  public boolean poll(long nowNanos) {
    boolean worked = false;
    for (int k = 0; k < 64 && device.receive(frame); k++) {
      ingress(frame, nowNanos);
      worked = true;
    }
    boolean sent = egress(nowNanos);
    return sent || worked;
  }

  @Override
  public void ingress(Packet received, long nowNanos) {
    if (!ip.receive(received, packet, nowNanos)) {
      return;
    }
    switch (packet.protocol()) {
      case IpProtocol.TCP -> tcp.receive(packet, nowNanos);
      case IpProtocol.UDP -> udp.receive(packet, nowNanos);
      default -> ip.protocolUnreachable(packet, nowNanos);
    }
  }

  @Override
  public boolean egress(long nowNanos) {
    boolean sent = tcp.poll(nowNanos);
    sent |= udp.poll(nowNanos);
    sent |= dns.poll(nowNanos);
    sent |= multicastDns.poll(nowNanos);
    device.flush();
    return sent;
  }

  @Override
  public long pollAt() {
    return Math.min(Math.min(tcp.pollAt(), udp.pollAt()), Math.min(dns.pollAt(), multicastDns.pollAt()));
  }

  @Override
  public DropCounters drops() {
    return drops;
  }
}
