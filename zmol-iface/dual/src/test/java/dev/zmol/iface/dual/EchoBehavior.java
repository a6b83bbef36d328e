package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What hosts of both families do about echo requests and replies. */
@Specialize
abstract class EchoBehavior {
  private final Site site;
  private final int header;

  EchoBehavior(Site site) {
    this.site = site;
    this.header = site.header();
  }

  private Host acquainted() {
    Host host = Host.ethernet(site.own());
    host.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.host()), 0);
    host.device.sent.clear();
    return host;
  }

  @Test
  @Covers({
    "I4",
    "stack ICMP echo request produces reply",
    "stack ICMP echo reply uses cached neighbor from ingress",
    "stack v6 echo request produces reply",
    "IPv6 echo request -> reply (unicast)",
    "RFC 1122 §2.3.1: trailers by default",
    "RFC 1122 §2.3.3: RFC 894",
    "RFC 1122 §2.3.3: K1=6",
    "RFC 1122 §3.1: IP and ICMP",
    "RFC 1122 §3.2.2.6: server",
    "RFC 1122 §3.2.2.6: specific destination",
    "RFC 1122 §3.2.2.6: data",
    "RFC 8504 §5.1: base"
  })
  void echoRequestIsAnsweredWithItsData() {
    Host host = acquainted();
    byte[] request = Frames.echoRequest(site.peer(), site.host(), 7, 56);

    host.receive(Frames.toOwn(request), 1);

    assertThat(host.device.sent).hasSize(1);
    byte[] reply = Arrays.copyOfRange(host.device.sent.get(0), 14, host.device.sent.get(0).length);
    assertThat(Arrays.copyOfRange(reply, header + 4, reply.length))
        .isEqualTo(Arrays.copyOfRange(request, header + 4, request.length));
    assertThat(host.sent().get(0)).contains("reply").contains(site.peer().toString());
    assertThat(host.drops.nonZero()).isEmpty();
  }

  @Test
  @Covers("v6 echo reply checksum verification")
  void replyHasARightChecksum() {
    Host host = acquainted();

    host.receive(Frames.toOwn(Frames.echoRequest(site.peer(), site.host(), 7, 57)), 1);

    byte[] frame = host.device.sent.get(0);
    long sum = IcmpMessage.pseudoHeader(frame, 14, frame.length - 14 - header);
    assertThat(IcmpMessage.verify(frame, 14 + header, frame.length, sum)).isTrue();
  }

  @Test
  @Covers({
    "Medium::Ip IPv4 ingress echo reply",
    "Medium::Ip IPv4 no ARP emitted",
    "Medium::Ip IPv6 ingress echo reply",
    "Medium::Ip IPv6 no NDP emitted"
  })
  void bareIpMediumNeedsNoNeighborToAnswer() {
    Host host = Host.pointToPoint(site.own());

    host.receive(Frames.echoRequest(site.peer(), site.host(), 7, 56), 1);

    assertThat(host.sent()).singleElement().asString().contains("reply");
  }

  @Test
  @Covers({"handle IPv4 broadcast", "IPv6 echo request -> reply (multicast, src from configured addr)"})
  void requestToAllHostsIsAnsweredFromOwnAddress() {
    InterfaceConfiguration talkative = Host.configuration(site.own()).broadcastEchoReply(true).build();
    Host host = new Host(DeviceCapabilities.plain(Medium.IP, 1500), talkative);

    host.receive(Frames.echoRequest(site.peer(), site.allHosts(), 7, 8), 1);

    byte[] reply = host.device.sent.get(0);
    assertThat(IpPacket.isFrom(reply, 0, site.host())).isTrue();
    assertThat(IpPacket.isTo(reply, 0, site.peer())).isTrue();
  }

  @Test
  @Covers("RFC 1122 §3.2.1.6: set TOS")
  void replyHasTheTrafficClassOfTheRequest() {
    Host host = Host.pointToPoint(site.own());
    Packet request = host.ip.outgoing();
    byte[] bytes = Frames.echoRequest(site.host(), site.peer(), 7, 8);
    request.set(request.offset(), bytes.length - header);
    System.arraycopy(bytes, header, request.bytes(), request.offset(), bytes.length - header);
    host.ip.send(request, site.host(), site.peer(), IcmpMessage.protocol(site.peer()), 0xbb, 64, 1);
    Host other = Host.pointToPoint(new IpCidr(site.peer(), site.own().prefix()));

    other.receive(host.device.sent.get(0), 2);

    assertThat(IpPacket.trafficClass(other.device.sent.get(0), 0)).isEqualTo(0xb8);
  }

  @Test
  @Covers("hostile: ICMP checksum")
  void wrongChecksumIsCounted() {
    Host host = Host.pointToPoint(site.own());
    byte[] request = Frames.echoRequest(site.peer(), site.host(), 7, 8);
    request[request.length - 1] ^= 1;

    host.receive(request, 1);

    assertThat(host.sent()).isEmpty();
    assertThat(host.drops.of(DropReason.ICMP_CHECKSUM)).isEqualTo(1);
  }

  @Test
  void messageShorterThanItsHeaderIsCounted() {
    Host host = Host.pointToPoint(site.own());
    int protocol = IcmpMessage.protocol(site.host());

    host.receive(Frames.packet(site.peer(), site.host(), protocol, 64, new byte[7]), 1);

    assertThat(host.drops.of(DropReason.ICMP_MALFORMED)).isEqualTo(1);
  }

  @Test
  @Covers("I4")
  void repliesCanBeSwitchedOff() {
    InterfaceConfiguration quiet = Host.configuration(site.own()).echoReply(false).build();
    Host host = new Host(DeviceCapabilities.plain(Medium.IP, 1500), quiet);

    host.receive(Frames.echoRequest(site.peer(), site.host(), 7, 8), 1);

    assertThat(host.sent()).isEmpty();
    assertThat(host.drops.of(DropReason.ICMP_ECHO_IGNORED)).isEqualTo(1);
  }

  @Test
  void busyDeviceLosesTheReplyAndCountsIt() {
    Host host = Host.pointToPoint(site.own());
    host.device.busy = true;

    host.receive(Frames.echoRequest(site.peer(), site.host(), 7, 8), 1);

    assertThat(host.drops.of(DropReason.DEVICE_BUSY)).isEqualTo(1);
  }

  @Test
  @Covers({
    "stack ICMP egress dispatches echo request",
    "stack v6 ICMP egress dispatches echo request",
    "RFC 1122 §3.2.2.6: client"
  })
  void echoRequestCarriesIdentifierAndSequence() {
    Host host = Host.pointToPoint(site.own());

    SendResult result = host.icmp.sendEchoRequest(site.peer(), 0x1234, 9, new byte[56], 1);

    assertThat(result).isEqualTo(SendResult.SENT);
    assertThat(host.device.sent).hasSize(1);
    assertThat(host.device.sent.get(0)).hasSize(header + 8 + 56);
    assertThat(IcmpWire.rest(host.device.sent.get(0), header)).isEqualTo(0x1234_0009);
  }

  @Test
  void requestTooBigForTheMtuIsCountedIfItMustNotBeFragmented() {
    InterfaceConfiguration whole = Host.configuration(site.own()).fragmentation(false).build();
    Host host = new Host(DeviceCapabilities.plain(Medium.IP, 1500), whole);

    SendResult result = host.icmp.sendEchoRequest(site.peer(), 1, 1, new byte[1500], 1);

    assertThat(result).isEqualTo(SendResult.DROPPED);
    assertThat(host.drops.of(DropReason.PACKET_TOO_BIG)).isEqualTo(1);
  }

  @Test
  @Covers({
    "ICMP socket receives echo request and auto-reply",
    "stack v6 ICMPv6 socket receives echo reply",
    "RFC 1122 §3.2.2.6: pass up"
  })
  void replyReachesTheListener() {
    Host host = Host.pointToPoint(site.own());
    Host other = Host.pointToPoint(new IpCidr(site.peer(), site.own().prefix()));
    Heard heard = new Heard();
    host.icmp.listener(heard);
    host.icmp.sendEchoRequest(site.peer(), 0x1234, 9, new byte[56], 1);

    other.receive(host.device.sent.get(0), 2);
    host.receive(other.device.sent.get(0), 3);

    assertThat(heard.events).containsExactly("reply from " + site.peer() + " 4660 9 56 64 at 3");
  }

  @Test
  void errorAboutARequestReachesTheListener() {
    Host host = Host.pointToPoint(site.own());
    Heard heard = new Heard();
    host.icmp.listener(heard);
    host.icmp.sendEchoRequest(site.remote(), 0x1234, 9, new byte[8], 1);

    host.receive(hostUnreachable(host.device.sent.get(0)), 2);

    assertThat(heard.events).containsExactly("UNREACHABLE about " + site.remote() + " 4660 9");
  }

  private byte[] hostUnreachable(byte[] quoted) {
    byte[] message = new byte[8 + quoted.length];
    boolean version6 = header == 40;
    IcmpMessage.emit(message, 0, version6 ? 1 : 3, version6 ? 3 : 1, 0);
    System.arraycopy(quoted, 0, message, 8, quoted.length);
    return Frames.icmp(site.gateway(), site.host(), message);
  }

  /** Remembers what it hears. */
  private static final class Heard implements EchoListener {
    final List<String> events = new ArrayList<>();

    @Override
    public void onReply(IpAddress source, int identifier, int sequence, int length, int hopLimit, long nowNanos) {
      events.add(
          "reply from " + source + " " + identifier + " " + sequence + " " + length + " " + hopLimit + " at "
              + nowNanos);
    }

    @Override
    public void onError(IcmpError error, int identifier, int sequence, long nowNanos) {
      events.add(error.kind() + " about " + error.destination() + " " + identifier + " " + sequence);
    }
  }

  @Test
  @Covers("RFC 1122 §3.2.1.7: fixed TTL")
  void theHopLimitIsThatOfTheInterface() {
    InterfaceConfiguration configuration = Host.configuration(site.own()).hopLimit(17).build();
    Host host = new Host(DeviceCapabilities.plain(Medium.IP, 1500), configuration);

    host.receive(Frames.echoRequest(site.peer(), site.host(), 1, 8), 1);
    host.receive(Frames.echoRequest(site.peer(), site.host(), 1, 8), 1);

    byte[] reply = host.device.sent.getLast();
    assertThat(reply[header == 20 ? 8 : 7]).isEqualTo((byte) 17);
  }
}
