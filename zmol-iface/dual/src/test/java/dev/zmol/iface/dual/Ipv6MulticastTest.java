package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.dual.multicast.Multicast;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.MembershipQuery;
import dev.zmol.wire.dual.MldMessage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@Only(IPV6)
class Ipv6MulticastTest extends MulticastBehavior {
  private static final Ipv6Address GROUP = Ipv6Address.parse("ff05::1:3");
  private static final Ipv6Address ROUTER = Ipv6Address.parse("fe80::fe");
  private static final String OWN = "fe80::ff:fe00:1";

  Ipv6MulticastTest() {
    super(Site.ipv6(), GROUP, Ipv6Address.parse("ff05::1:4"), 2);
  }

  @Override
  byte[] query(MembershipQuery query) {
    return query(ROUTER, query);
  }

  private static byte[] query(Ipv6Address from, MembershipQuery query) {
    byte[] message = new byte[2_000];
    int length = MldMessage.emitQuery(message, 0, query);
    Ipv6Address to = query.isGeneral() ? Ipv6Address.ALL_NODES : (Ipv6Address) query.group();
    return mld(from, to, Arrays.copyOf(message, length), true);
  }

  private static byte[] mld(Ipv6Address from, Ipv6Address to, byte[] message, boolean alert) {
    long sum = IcmpMessage.pseudoHeader(from, to, message.length);
    IcmpMessage.fillChecksum(message, 0, message.length, sum);
    byte[] payload = new byte[8 + message.length];
    MldMessage.emitRouterAlert(payload, 0, IpProtocol.ICMPV6);
    System.arraycopy(message, 0, payload, 8, message.length);
    byte[] packet =
        alert
            ? Frames.ipv6(from, to, IpProtocol.HOP_BY_HOP, 1, payload)
            : Frames.ipv6(from, to, IpProtocol.ICMPV6, 1, message);
    return Frames.ethernet(to.multicastMac(), Frames.PEER_MAC, packet);
  }

  @Override
  byte[] oldReport(IpAddress of) {
    byte[] message = new byte[24];
    MldMessage.emit(message, 0, Icmpv6Type.MULTICAST_LISTENER_REPORT, (Ipv6Address) of);
    return mld(Ipv6Address.parse("fe80::9"), (Ipv6Address) of, message, true);
  }

  @Override
  String oldReportLine(IpAddress of) {
    return " " + OWN + " > " + of + " ICMPv6 multicast listener report " + of;
  }

  @Override
  String doneLine(IpAddress of) {
    return " " + OWN + " > ff02::2 ICMPv6 multicast listener done " + of;
  }

  @Override
  int version() {
    return multicast.mldVersion();
  }

  @Override
  IpAddress nobody() {
    return Ipv6Address.UNSPECIFIED;
  }

  @Override
  IpAddress host(int number) {
    return new Ipv6Address(0x2001_0db8L << 32, 0x100 + number);
  }

  @Override
  IpAddress groupNumber(int number) {
    return new Ipv6Address(0xff05L << 48, 0x2_0000 + number);
  }

  @Override
  void setHopLimit(byte[] frame, int hopLimit) {
    frame[14 + 7] = (byte) hopLimit;
  }

  @Override
  byte[] malformedQuery() {
    byte[] message = new byte[64];
    MldMessage.emitQuery(message, 0, new MembershipQuery(2, 100, GROUP, false, 2, 10, List.of(ROUTER)));
    return mld(ROUTER, GROUP, Arrays.copyOf(message, 40), true);
  }

  @Override
  byte[] queryWithoutAlert() {
    byte[] message = new byte[24];
    MldMessage.emitQuery(message, 0, new MembershipQuery(1, 1_000, nobody(), false, 0, 0, List.of()));
    return mld(ROUTER, Ipv6Address.ALL_NODES, message, false);
  }

  @Test
  @Covers({
    "MLD report destination is ff02::16, hop_limit=1",
    "MLD report has HBH Router Alert header",
    "MLD report ICMPv6 checksum correct"
  })
  void reportIsAWellFormedPacketThatStaysOnTheLink() {
    groups.join(group);
    multicast.poll(now);

    byte[] frame = host.device.sent.getFirst();
    assertThat(frame[14 + 7]).isEqualTo((byte) 1);
    assertThat(MldMessage.hasRouterAlert(frame, 14)).isTrue();
    assertThat(host.sent().getFirst())
        .isEqualTo(
            "02:00:00:00:00:01 > 33:33:00:00:00:16 " + OWN
                + " > ff02::16 ICMPv6 multicast listener report v2 ff05::1:3 to ex []");
  }

  @Test
  void queryThatIsNotFromTheLinkIsIgnored() {
    groups.join(group);
    advance(5 * SECOND);
    MembershipQuery query = new MembershipQuery(2, 1_000, nobody(), false, 2, 10, List.of());

    host.receive(query(Ipv6Address.parse("2001:db8::fe"), query), now);
    host.receive(query(Ipv6Address.UNSPECIFIED, query), now);

    assertThat(multicast.pollAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(host.drops.of(DropReason.GROUP_MESSAGE_MALFORMED)).isEqualTo(2);
  }

  @Test
  @Covers({"MLD query with bad ICMPv6 checksum is ignored", "hostile: group message checksum"})
  void wrongChecksumIsIgnoredAndCounted() {
    groups.join(group);
    advance(5 * SECOND);
    byte[] query = query(new MembershipQuery(2, 1_000, nobody(), false, 2, 10, List.of()));
    query[14 + 40 + 8 + 2]++;

    host.receive(query, now);

    assertThat(multicast.pollAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(host.drops.of(DropReason.ICMP_CHECKSUM)).isOne();
  }

  @Test
  @Covers({"I6", "RFC 8504 §5.11: solicited-node"})
  void solicitedNodeGroupsAreReportedAndAnswered() {
    host.ip.addAddress(IpCidr.parse("2001:db8::22:3333/64"));
    advance(2 * SECOND);
    assertThat(host.sent()).hasSize(2).allMatch(line -> line.endsWith("ff02::1:ff22:3333 to ex []"));

    host.receive(query(new MembershipQuery(2, 1_000, nobody(), false, 2, 10, List.of())), now);
    advance(SECOND);
    assertThat(host.sent())
        .singleElement()
        .asString()
        .contains("ff02::1:ff00:1 is ex []", "ff02::1:ff22:3333 is ex []");

    host.ip.removeAddress(Ipv6Address.parse("2001:db8::22:3333"));
    advance(2 * SECOND);
    assertThat(host.sent()).hasSize(2).allMatch(line -> line.endsWith("ff02::1:ff22:3333 to in []"));
  }

  @Test
  void groupsThatNeverLeaveTheNodeAreNotReported() {
    groups.join(Ipv6Address.ALL_NODES);
    groups.join(Ipv6Address.parse("ff01::5"));
    advance(5 * SECOND);

    assertThat(host.sent()).isEmpty();
  }

  @Test
  void whatWasReportedFromNobodyIsReportedAgainWhenThereIsALinkLocalAddress() {
    InterfaceConfiguration configuration = Host.configuration(IpCidr.parse("2001:db8::1/64")).build();
    Host bare = new Host(DeviceCapabilities.plain(Medium.IP, 1500), configuration);
    Multicast reports = new Multicast(bare.ip, bare.icmp);
    assertThat(reports.pollAt()).as("no neighbour has to be found").isEqualTo(Long.MAX_VALUE);
    bare.ip.groups().join(GROUP);
    reports.poll(0);
    reports.poll(SECOND);
    assertThat(bare.sent())
        .hasSize(2)
        .allMatch(line -> line.equals(":: > ff02::16 ICMPv6 multicast listener report v2 ff05::1:3 to ex []"));

    bare.ip.addAddress(IpCidr.parse("fe80::7/64"));
    assertThat(reports.pollAt()).isLessThan(SECOND);
    reports.poll(2 * SECOND);
    assertThat(bare.sent()).singleElement().asString().startsWith("fe80::7 > ff02::16").contains("ff05::1:3 to ex []");
  }
}
