package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IgmpMessage;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.MembershipQuery;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@Only(IPV4)
class Ipv4MulticastTest extends MulticastBehavior {
  private static final Ipv4Address GROUP = Ipv4Address.of(239, 1, 2, 3);
  private static final Ipv4Address ROUTER = Ipv4Address.of(192, 0, 2, 254);
  private static final Ipv4Address ALL_ROUTERS = Ipv4Address.of(224, 0, 0, 2);

  Ipv4MulticastTest() {
    super(Site.ipv4(), GROUP, Ipv4Address.of(239, 1, 2, 4), 3);
  }

  @Override
  byte[] query(MembershipQuery query) {
    byte[] message = new byte[2_000];
    int length = IgmpMessage.emitQuery(message, 0, query);
    Ipv4Address to = query.isGeneral() ? Ipv4Address.ALL_SYSTEMS : (Ipv4Address) query.group();
    return igmp(ROUTER, to, Arrays.copyOf(message, length));
  }

  private static byte[] igmp(Ipv4Address from, Ipv4Address to, byte[] message) {
    byte[] plain = Frames.ipv4(from, to, IpProtocol.IGMP, 1, message);
    byte[] packet = new byte[plain.length + 4];
    System.arraycopy(plain, 0, packet, 0, 20);
    System.arraycopy(plain, 20, packet, 24, message.length);
    BigEndian.putInt(packet, 0, 0x4600_0000 | packet.length);
    BigEndian.putInt(packet, 20, IgmpMessage.ROUTER_ALERT);
    return Frames.ethernet(to.multicastMac(), Frames.PEER_MAC, Frames.withHeaderChecksum(packet));
  }

  @Override
  byte[] oldReport(IpAddress of) {
    byte[] message = new byte[8];
    IgmpMessage.emit(message, 0, IgmpMessage.REPORT_V2, (Ipv4Address) of);
    return igmp(Ipv4Address.of(192, 0, 2, 9), (Ipv4Address) of, message);
  }

  @Override
  String oldReportLine(IpAddress of) {
    return " 192.0.2.1 > " + of + " IGMP v2 report " + of;
  }

  @Override
  String doneLine(IpAddress of) {
    return " 192.0.2.1 > 224.0.0.2 IGMP leave " + of;
  }

  @Override
  int version() {
    return multicast.igmpVersion();
  }

  @Override
  IpAddress nobody() {
    return Ipv4Address.UNSPECIFIED;
  }

  @Override
  IpAddress host(int number) {
    return new Ipv4Address(0x0a00_0001 + number);
  }

  @Override
  IpAddress groupNumber(int number) {
    return new Ipv4Address(0xef05_0001 + number);
  }

  @Override
  void setHopLimit(byte[] frame, int hopLimit) {
    byte[] packet = Arrays.copyOfRange(frame, 14, frame.length);
    packet[8] = (byte) hopLimit;
    System.arraycopy(Frames.withHeaderChecksum(packet), 0, frame, 14, packet.length);
  }

  @Override
  byte[] malformedQuery() {
    byte[] message = new byte[64];
    IgmpMessage.emitQuery(message, 0, new MembershipQuery(3, 100, GROUP, false, 2, 10, List.of(ROUTER)));
    byte[] cut = Arrays.copyOf(message, 14);
    BigEndian.putShort(cut, 2, BigEndian.getShort(cut, 2) + 0x02fe - 1);
    return igmp(ROUTER, GROUP, withChecksum(cut));
  }

  private static byte[] withChecksum(byte[] message) {
    BigEndian.putShort(message, 2, 0);
    BigEndian.putShort(message, 2, Checksum.fold(Checksum.add(0, message, 0, 14)));
    return message;
  }

  @Override
  byte[] queryWithoutAlert() {
    byte[] message = new byte[8];
    IgmpMessage.emitQuery(message, 0, new MembershipQuery(2, 1_000, nobody(), false, 0, 0, List.of()));
    byte[] packet = Frames.ipv4(ROUTER, Ipv4Address.ALL_SYSTEMS, IpProtocol.IGMP, 1, message);
    return Frames.ethernet(Ipv4Address.ALL_SYSTEMS.multicastMac(), Frames.PEER_MAC, packet);
  }

  @Test
  void reportIsAWellFormedPacketThatStaysOnTheLink() {
    groups.join(group);
    multicast.poll(now);

    byte[] frame = host.device.sent.getFirst();
    assertThat(frame[14]).isEqualTo((byte) 0x46);
    assertThat(frame[15]).isEqualTo((byte) 0xc0);
    assertThat(frame[14 + 8]).isEqualTo((byte) 1);
    assertThat(IgmpMessage.hasRouterAlert(frame, 14)).isTrue();
    assertThat(host.sent().getFirst())
        .isEqualTo(
            "02:00:00:00:00:01 > 01:00:5e:00:00:16 192.0.2.1 > 224.0.0.22 IGMP v3 report 239.1.2.3 to ex []");
  }

  @Test
  void queryOfNobodyIsAnsweredAsBridgesAskLikeThat() {
    groups.join(group);
    advance(5 * SECOND);
    byte[] message = new byte[8];
    IgmpMessage.emitQuery(message, 0, new MembershipQuery(2, 1_000, nobody(), false, 0, 0, List.of()));

    host.receive(igmp(Ipv4Address.UNSPECIFIED, Ipv4Address.ALL_SYSTEMS, message), now);

    assertThat(multicast.pollAt()).isLessThanOrEqualTo(now + SECOND);
  }

  @Test
  void versionOneHasTenSecondsAndNoLeave() {
    GroupMembership membership = groups.join(group);
    advance(5 * SECOND);
    host.sent();

    host.receive(query(new MembershipQuery(1, 0, nobody(), false, 0, 0, List.of())), now);
    assertThat(multicast.igmpVersion()).isEqualTo(1);
    advance(10 * SECOND);
    assertThat(host.sent()).singleElement().asString().endsWith("IGMP v1 report 239.1.2.3");

    membership.leave();
    advance(11 * SECOND);
    assertThat(host.sent()).isEmpty();
  }

  @Test
  @Covers("hostile: group message checksum")
  void wrongChecksumIsIgnoredAndCounted() {
    byte[] query = query(new MembershipQuery(2, 1_000, nobody(), false, 0, 0, List.of()));
    query[query.length - 6]++;
    groups.join(group);
    advance(5 * SECOND);

    host.receive(query, now);

    assertThat(multicast.pollAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(host.drops.of(DropReason.GROUP_MESSAGE_CHECKSUM)).isOne();
  }

  @Test
  @Covers("W3")
  void allSystemsIsNeverReported() {
    groups.join(Ipv4Address.ALL_SYSTEMS);
    groups.join(ALL_ROUTERS);
    advance(5 * SECOND);

    assertThat(host.sent()).hasSize(2).allMatch(line -> line.endsWith("report 224.0.0.2 to ex []"));
  }
}
