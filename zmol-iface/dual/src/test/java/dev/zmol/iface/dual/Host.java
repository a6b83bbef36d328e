package dev.zmol.iface.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.PacketPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A host under test: an interface with ICMP, composed by hand. */
@Specialize
final class Host {
  static final long SECOND = 1_000_000_000L;

  final TestDevice device;
  final DropCounters drops = new DropCounters();
  final Link link;
  final IpLayer ip;
  final Icmp icmp;
  final ReceivedPacket context = new ReceivedPacket();

  /** What takes IGMP messages, if anything does. */
  TransportProtocol igmp;

  private final Packet packet;

  Host(DeviceCapabilities capabilities, InterfaceConfiguration configuration) {
    device = new TestDevice(capabilities);
    link =
        capabilities.medium() == Medium.ETHERNET
            ? new EthernetLink(device, configuration, drops)
            : new PointToPointLink(device, configuration, drops);
    ip = new IpLayer(device, link, configuration, drops);
    icmp = new Icmp(ip);
    packet = new Packet(capabilities.maxFrameLength());
  }

  /** A host on Ethernet with an MTU of 1500. */
  static Host ethernet(IpCidr... addresses) {
    return new Host(DeviceCapabilities.plain(Medium.ETHERNET, 1500), configuration(addresses).build());
  }

  /** A host on a medium of bare IP packets with an MTU of 1500. */
  static Host pointToPoint(IpCidr... addresses) {
    return new Host(DeviceCapabilities.plain(Medium.IP, 1500), configuration(addresses).build());
  }

  static InterfaceConfiguration.Builder configuration(IpCidr... addresses) {
    InterfaceConfiguration.Builder builder = InterfaceConfiguration.builder();
    builder.hardwareAddress(Frames.OWN_MAC).random(new Random(42));
    for (IpCidr address : addresses) {
      builder.address(address);
    }
    return builder;
  }

  EthernetLink ethernetLink() {
    return (EthernetLink) link;
  }

  /** Takes in a frame, as a generated stack would. */
  void receive(byte[] frame, long nowNanos) {
    packet.clear();
    packet.set(packet.offset(), frame.length);
    System.arraycopy(frame, 0, packet.bytes(), packet.offset(), frame.length);
    if (link instanceof EthernetLink ethernet) {
      receiveFrame(ethernet, nowNanos);
    } else {
      deliver(nowNanos);
    }
  }

  private void receiveFrame(EthernetLink ethernet, long nowNanos) {
    int etherType = ethernet.receive(packet, nowNanos);
    if (etherType < 0) {
      return;
    }
    if (Comptime.IPV4 && etherType == EtherType.ARP) {
      ethernet.arp(packet, nowNanos);
      return;
    }
    deliver(nowNanos);
  }

  private void deliver(long nowNanos) {
    if (!ip.receive(packet, context, nowNanos)) {
      return;
    }
    switch (context.protocol()) {
      case IpProtocol.ICMPV4, IpProtocol.ICMPV6 -> icmp.receive(context, nowNanos);
      case IpProtocol.UDP -> ip.portUnreachable(context, nowNanos);
      default -> deliverOther(nowNanos);
    }
    IcmpError error = icmp.pendingError();
    if (error != null && (error.protocol() == IpProtocol.ICMPV4 || error.protocol() == IpProtocol.ICMPV6)) {
      icmp.error(error, nowNanos);
    }
  }

  private void deliverOther(long nowNanos) {
    if (igmp != null && context.protocol() == IpProtocol.IGMP) {
      igmp.receive(context, nowNanos);
    } else {
      ip.protocolUnreachable(context, nowNanos);
    }
  }

  /** What was sent since the last call, in one line each. */
  List<String> sent() {
    List<String> lines = new ArrayList<>();
    boolean ethernet = device.capabilities().medium() == Medium.ETHERNET;
    for (byte[] frame : device.sent) {
      String line =
          ethernet
              ? PacketPrinter.ethernetLine(frame, 0, frame.length)
              : PacketPrinter.ipLine(frame, 0, frame.length);
      lines.add(line);
    }
    device.sent.clear();
    return lines;
  }
}
