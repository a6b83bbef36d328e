package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dhcp.LeaseEnd;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.UdpDatagram;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.ArpPacket;
import dev.zmol.wire.dual.ArpWire;
import dev.zmol.wire.dual.DhcpHeader;
import dev.zmol.wire.dual.DhcpMessage;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.DhcpOptions;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.PseudoHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A host that has no address yet, and the other end of its cable, where the test is all servers there are. */
@Only(Family.IPV4)
final class DhcpLan implements DhcpListener {
  static final MacAddress MAC = MacAddress.of(2, 0, 0, 0, 0, 7);
  static final MacAddress SERVER_MAC = MacAddress.of(2, 0, 0, 0, 0, 1);
  static final Ipv4Address SERVER = Ipv4Address.parse("192.0.2.1");
  static final Ipv4Address OTHER_SERVER = Ipv4Address.parse("192.0.2.2");
  static final Ipv4Address YOURS = Ipv4Address.parse("192.0.2.77");
  static final Ipv4Address NETMASK = Ipv4Address.parse("255.255.255.0");

  /** A message of the client, and when and how it was sent. */
  record Sent(long nanos, Ipv4Address source, Ipv4Address destination, int ports, DhcpMessage message) {}

  final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  final EthernetStack stack;

  /** Whom ARP has asked for last. */
  Ipv4Address lastQuestion = Ipv4Address.UNSPECIFIED;

  final DhcpClient client;
  final List<Sent> sent = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  private final Packet packet = new Packet(1514);
  long now = -2_000_000_000L;

  /** An address that another host has. */
  Ipv4Address taken = SERVER;

  DhcpLan() {
    this(5);
  }

  DhcpLan(long seed) {
    stack =
        new ComposedEthernetStack(
            cable.left(),
            InterfaceConfiguration.builder().hardwareAddress(MAC).random(new Random(seed)).build());
    client = stack.dhcp();
    client.addListener(this);
    // It says which groups it is in, which is of no interest here.
    pass(Duration.ofSeconds(3));
  }

  @Override
  public void onBound(DhcpLease lease) {
    events.add("bound " + lease.cidr());
  }

  @Override
  public void onChanged(DhcpLease before, DhcpLease lease) {
    events.add("changed " + lease.cidr());
  }

  @Override
  public void onRenewed(DhcpLease lease) {
    events.add("renewed " + lease.cidr());
  }

  @Override
  public void onLost(DhcpLease lease, LeaseEnd reason) {
    events.add("lost " + lease.cidr() + " " + reason);
  }

  long drops(DropReason reason) {
    return stack.drops().of(reason);
  }

  // Time

  /** Lets the stack do what there is to do now. */
  void poll() {
    for (int idle = 0; idle < 2; ) {
      idle = stack.poll(now) ? 0 : idle + 1;
      listen();
    }
  }

  /** Lets time pass, in the steps that the stack asks for. */
  void pass(Duration duration) {
    passTo(now + duration.toNanos());
  }

  void passTo(long end) {
    poll();
    while (stack.pollAt() <= end) {
      now = Math.max(now, stack.pollAt());
      poll();
    }
    now = end;
    poll();
  }

  /** Lets time pass until the client sends something; an error if it does not within a day. */
  Sent await() {
    int before = sent.size();
    long end = now + Duration.ofDays(1).toNanos();
    poll();
    while (sent.size() == before && stack.pollAt() <= end) {
      now = Math.max(now, stack.pollAt());
      poll();
    }
    if (sent.size() == before) {
      throw new AssertionError("the client is " + client.state() + " and sends nothing");
    }
    return last();
  }

  Sent last() {
    return sent.getLast();
  }

  // In

  private void listen() {
    while (cable.right().receive(packet)) {
      byte[] bytes = packet.bytes();
      int at = packet.offset();
      int etherType = EthernetFrame.etherType(bytes, at);
      if (etherType == EtherType.ARP) {
        answerArp(bytes, at + EthernetWire.LENGTH);
      } else if (etherType == EtherType.IPV4) {
        record(bytes, at + EthernetWire.LENGTH, packet.end());
      }
    }
  }

  private void record(byte[] bytes, int ip, int end) {
    int udp = Ipv4Packet.payload(bytes, ip);
    if (Ipv4Wire.protocol(bytes, ip) == IpProtocol.UDP) {
      DhcpMessage message = DhcpMessage.parse(bytes, udp + UdpWire.LENGTH, end).orElseThrow();
      sent.add(
          new Sent(
              now,
              Ipv4Wire.source(bytes, ip),
              Ipv4Wire.destination(bytes, ip),
              UdpDatagram.ports(bytes, udp),
              message));
    }
  }

  private void answerArp(byte[] bytes, int arp) {
    Ipv4Address target = ArpWire.targetAddress(bytes, arp);
    lastQuestion = target;
    boolean server = target.equals(SERVER) || target.equals(OTHER_SERVER) || target.equals(taken);
    if (ArpWire.operation(bytes, arp) == ArpPacket.REQUEST && server) {
      Ipv4Address asker = ArpWire.senderAddress(bytes, arp);
      Packet reply = new Packet(60);
      reply.set(reply.offset(), EthernetWire.LENGTH + ArpWire.LENGTH);
      EthernetFrame.emit(reply.bytes(), reply.offset(), MAC.bits(), SERVER_MAC.bits(), EtherType.ARP);
      ArpPacket.emit(
          reply.bytes(), reply.offset() + EthernetWire.LENGTH, ArpPacket.REPLY, SERVER_MAC.bits(), target, MAC.bits(),
          asker);
      cable.right().transmit(reply);
    }
  }

  // Out

  /** Has another host announce that it has an address. */
  void claim(Ipv4Address address) {
    Packet packet = new Packet(60);
    packet.set(packet.offset(), EthernetWire.LENGTH + ArpWire.LENGTH);
    int arp = packet.offset() + EthernetWire.LENGTH;
    EthernetFrame.emit(
        packet.bytes(), packet.offset(), MacAddress.BROADCAST.bits(), SERVER_MAC.bits(), EtherType.ARP);
    ArpPacket.emit(packet.bytes(), arp, ArpPacket.REQUEST, SERVER_MAC.bits(), address, 0, address);
    cable.right().transmit(packet);
    poll();
  }

  /** The header of an answer to the message that the client has sent last. */
  DhcpHeader header(Ipv4Address yours) {
    DhcpHeader asked = last().message().header();
    return new DhcpHeader(
        DhcpMessage.BOOT_REPLY, DhcpMessage.ETHERNET, 6, 0, asked.transactionId(), 0, asked.broadcast(), 0,
        asked.clientAddress(), yours, SERVER, Ipv4Address.UNSPECIFIED, asked.clientHardwareAddress(), 0, 0);
  }

  /** Options of an answer that gives an address for an hour. */
  static DhcpOptions.Builder lease(int type) {
    return DhcpOptions.builder()
        .messageType(type)
        .address(DhcpOptionCode.SERVER_IDENTIFIER, SERVER)
        .number32(DhcpOptionCode.LEASE_TIME, 3_600)
        .address(DhcpOptionCode.SUBNET_MASK, NETMASK)
        .address(DhcpOptionCode.ROUTER, SERVER)
        .address(DhcpOptionCode.DNS_SERVER, SERVER, OTHER_SERVER);
  }

  void answer(DhcpOptions.Builder options) {
    answer(new DhcpMessage(header(YOURS), "", "", options.build()));
  }

  /** Sends a message as a server does: to the address that it gives, in a frame to the client alone. */
  void answer(DhcpMessage message) {
    byte[] bytes = new byte[message.length()];
    message.emit(bytes, 0);
    answer(bytes, YOURS, MAC);
  }

  void answer(byte[] message, Ipv4Address destination, MacAddress station) {
    Packet reply = new Packet(2_000);
    int ip = reply.offset() + EthernetWire.LENGTH;
    int udp = ip + Ipv4Wire.LENGTH;
    int length = UdpWire.LENGTH + message.length;
    reply.set(reply.offset(), EthernetWire.LENGTH + Ipv4Wire.LENGTH + length);
    EthernetFrame.emit(reply.bytes(), reply.offset(), station.bits(), SERVER_MAC.bits(), EtherType.IPV4);
    IpPacket.emit(reply.bytes(), ip, 0, length, IpProtocol.UDP, 64, SERVER, destination);
    UdpDatagram.emit(reply.bytes(), udp, DhcpMessage.SERVER_PORT, last().ports() >>> 16, length);
    System.arraycopy(message, 0, reply.bytes(), udp + UdpWire.LENGTH, message.length);
    UdpDatagram.fillChecksum(
        reply.bytes(), udp, reply.end(), PseudoHeader.sum(SERVER, destination, IpProtocol.UDP, length));
    cable.right().transmit(reply);
    poll();
  }
}
