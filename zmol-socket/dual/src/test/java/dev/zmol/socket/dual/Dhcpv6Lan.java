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
import dev.zmol.wire.dual.DhcpUniqueIdentifier;
import dev.zmol.wire.dual.Dhcpv6Address;
import dev.zmol.wire.dual.Dhcpv6AddressHeader;
import dev.zmol.wire.dual.Dhcpv6Header;
import dev.zmol.wire.dual.Dhcpv6IdentityAssociation;
import dev.zmol.wire.dual.Dhcpv6IdentityAssociationHeader;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.Dhcpv6MessageType;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6Wire;
import dev.zmol.wire.dual.NdpMessage;
import dev.zmol.wire.dual.NdpOption;
import dev.zmol.wire.dual.NeighborSolicitationWire;
import dev.zmol.wire.dual.PseudoHeader;
import dev.zmol.wire.dual.RouterAdvertisementHeader;
import dev.zmol.wire.dual.RouterAdvertisementWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A host with a link-local address alone, and the other end of its cable, where the test is all servers there are. */
@Only(Family.IPV6)
final class Dhcpv6Lan implements Dhcpv6Listener {
  static final MacAddress MAC = MacAddress.of(2, 0, 0, 0, 0, 7);
  static final MacAddress SERVER_MAC = MacAddress.of(2, 0, 0, 0, 0, 1);
  static final DhcpUniqueIdentifier CLIENT = DhcpUniqueIdentifier.linkLayer(MAC);
  static final DhcpUniqueIdentifier SERVER = DhcpUniqueIdentifier.linkLayer(SERVER_MAC);
  static final DhcpUniqueIdentifier OTHER_SERVER = DhcpUniqueIdentifier.linkLayerTime(SERVER_MAC, 1);
  static final Ipv6Address YOURS = Ipv6Address.parse("2001:db8::77");

  /** A message of the client, and when and how it was sent. */
  record Sent(long nanos, Ipv6Address source, Ipv6Address destination, int ports, Dhcpv6Message message) {}

  final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  final EthernetStack stack =
      new ComposedEthernetStack(
          cable.left(), InterfaceConfiguration.builder().hardwareAddress(MAC).random(new Random(6)).build());
  final Dhcpv6Client client = stack.dhcpv6();
  final List<Sent> sent = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  private final Packet packet = new Packet(1514);
  long now = 1_000_000_000L;

  /** An address that another host has. */
  Ipv6Address taken = Ipv6Address.UNSPECIFIED;

  Dhcpv6Lan() {
    client.addListener(this);
  }

  @Override
  public void onBound(Dhcpv6Lease lease) {
    events.add("bound " + lease.addresses().stream().map(address -> address.address().toString()).toList());
  }

  @Override
  public void onLost(Dhcpv6Lease lease, LeaseEnd reason) {
    events.add("lost " + reason);
  }

  @Override
  public void onInformed(Dhcpv6Information information) {
    events.add("informed " + information.dnsServers());
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
    long end = now + duration.toNanos();
    poll();
    while (stack.pollAt() <= end) {
      now = Math.max(now, stack.pollAt());
      poll();
    }
    now = end;
    poll();
  }

  /** Lets time pass until the client sends something; an error if it does not within two days. */
  Sent await() {
    int before = sent.size();
    long end = now + Duration.ofDays(2).toNanos();
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

  private void listen() {
    while (cable.right().receive(packet)) {
      byte[] bytes = packet.bytes();
      int ip = packet.offset() + EthernetWire.LENGTH;
      int udp = ip + Ipv6Wire.LENGTH;
      if (EthernetFrame.etherType(bytes, packet.offset()) == EtherType.IPV6
          && Ipv6Wire.nextHeader(bytes, ip) == IpProtocol.UDP) {
        sent.add(
            new Sent(
                now,
                Ipv6Wire.source(bytes, ip),
                Ipv6Wire.destination(bytes, ip),
                UdpDatagram.ports(bytes, udp),
                Dhcpv6Message.parse(bytes, udp + UdpWire.LENGTH, packet.end()).orElseThrow()));
      } else if (NdpMessage.isValid(bytes, ip, udp, packet.end())
          && IcmpWire.type(bytes, udp) == Icmpv6Type.NEIGHBOR_SOLICITATION
          && NeighborSolicitationWire.target(bytes, udp).equals(taken)) {
        claim(taken);
      }
    }
  }

  // Out

  /** Has another host advertise that it has an address. */
  private void claim(Ipv6Address address) {
    Packet claim = new Packet(100);
    int icmp = claim.offset() + EthernetWire.LENGTH + Ipv6Wire.LENGTH;
    int end = NdpMessage.emitAdvertisement(claim.bytes(), icmp, NdpMessage.OVERRIDE, address, SERVER_MAC.bits());
    announce(claim, end, address);
  }

  /** Has a router say what is to be had from DHCPv6, and which name servers there are. */
  void router(boolean managed, boolean other, NdpOption... options) {
    Packet advertisement = new Packet(500);
    int icmp = advertisement.offset() + EthernetWire.LENGTH + Ipv6Wire.LENGTH;
    RouterAdvertisementWire.emit(
        new RouterAdvertisementHeader(Icmpv6Type.ROUTER_ADVERTISEMENT, 0, 0, 0, managed, other, false, 0, 0, 1800, 0, 0),
        advertisement.bytes(),
        icmp);
    NdpOption.emit(List.of(options), advertisement.bytes(), icmp + RouterAdvertisementWire.LENGTH);
    int length = RouterAdvertisementWire.LENGTH + Arrays.stream(options).mapToInt(NdpOption::size).sum();
    announce(advertisement, icmp + length, Ipv6Address.linkLocal(SERVER_MAC));
    poll();
  }

  /** Sends a message of neighbor discovery that ends at an offset to all nodes. */
  private void announce(Packet message, int end, Ipv6Address source) {
    int ip = message.offset() + EthernetWire.LENGTH;
    int icmp = ip + Ipv6Wire.LENGTH;
    Ipv6Address all = Ipv6Address.ALL_NODES;
    message.set(message.offset(), end - message.offset());
    EthernetFrame.emit(
        message.bytes(), message.offset(), all.multicastMac().bits(), SERVER_MAC.bits(), EtherType.IPV6);
    IpPacket.emit(message.bytes(), ip, 0, end - icmp, IpProtocol.ICMPV6, NdpMessage.HOP_LIMIT, source, all);
    IcmpMessage.fillChecksum(message.bytes(), icmp, end, IcmpMessage.pseudoHeader(source, all, end - icmp));
    cable.right().transmit(message);
  }

  /** Options of an answer of a server. */
  static Dhcpv6Options.Builder identified(DhcpUniqueIdentifier server) {
    return Dhcpv6Options.builder()
        .bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER, CLIENT.content())
        .bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER, server.content());
  }

  /** Options of an answer that gives an address for an hour, preferred for half an hour. */
  static Dhcpv6Options.Builder lease() {
    return identified(SERVER).identityAssociation(association(0, 0, address(YOURS, 1_800, 3_600)));
  }

  static Dhcpv6Options.Builder address(Ipv6Address address, long preferred, long valid) {
    Dhcpv6AddressHeader header = new Dhcpv6AddressHeader(address, preferred, valid);
    return Dhcpv6Options.builder().associatedAddress(new Dhcpv6Address(header, Dhcpv6Options.NONE));
  }

  static Dhcpv6IdentityAssociation association(long renewal, long rebinding, Dhcpv6Options.Builder options) {
    var header = new Dhcpv6IdentityAssociationHeader(CLIENT.hashCode(), renewal, rebinding);
    return new Dhcpv6IdentityAssociation(header, options.build());
  }

  void advertise(Dhcpv6Options.Builder options) {
    answer(Dhcpv6MessageType.ADVERTISE, options);
  }

  void reply(Dhcpv6Options.Builder options) {
    answer(Dhcpv6MessageType.REPLY, options);
  }

  void answer(int type, Dhcpv6Options.Builder options) {
    var header = new Dhcpv6Header(type, last().message().header().transactionId());
    var message = new Dhcpv6Message(header, options.build());
    byte[] bytes = new byte[message.length()];
    message.emit(bytes, 0);
    answer(bytes);
  }

  void answer(byte[] message) {
    Packet reply = new Packet(2_000);
    int ip = reply.offset() + EthernetWire.LENGTH;
    int udp = ip + Ipv6Wire.LENGTH;
    int length = UdpWire.LENGTH + message.length;
    Ipv6Address server = Ipv6Address.linkLocal(SERVER_MAC);
    reply.set(reply.offset(), EthernetWire.LENGTH + Ipv6Wire.LENGTH + length);
    EthernetFrame.emit(reply.bytes(), reply.offset(), MAC.bits(), SERVER_MAC.bits(), EtherType.IPV6);
    IpPacket.emit(reply.bytes(), ip, 0, length, IpProtocol.UDP, 64, server, last().source());
    UdpDatagram.emit(reply.bytes(), udp, Dhcpv6Message.SERVER_PORT, last().ports() >>> 16, length);
    System.arraycopy(message, 0, reply.bytes(), udp + UdpWire.LENGTH, message.length);
    UdpDatagram.fillChecksum(
        reply.bytes(), udp, reply.end(), PseudoHeader.sum(server, last().source(), IpProtocol.UDP, length));
    cable.right().transmit(reply);
    poll();
  }
}
