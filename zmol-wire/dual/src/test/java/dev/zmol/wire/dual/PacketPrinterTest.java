package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Specialize
class PacketPrinterTest {
  @Only(Family.IPV4)
  private static final String MACS = "020000000002" + "020000000001";

  private static String ip(String hex) {
    byte[] buf = Hex.bytes(hex);
    return PacketPrinter.ipLine(buf, 0, buf.length);
  }

  private static String ethernet(String hex) {
    byte[] buf = Hex.bytes(hex);
    return PacketPrinter.ethernetLine(buf, 0, buf.length);
  }

  @Test
  @Only(Family.IPV4)
  void arpIsAQuestionOrAnAnswer() {
    assertThat(ethernet(MACS + "0806" + "0001080006040001020000000001c0000201000000000000c0000202"))
        .isEqualTo("02:00:00:00:00:01 > 02:00:00:00:00:02 ARP who has 192.0.2.2 tell 192.0.2.1");
    assertThat(ethernet(MACS + "0806" + "0001080006040002020000000002c0000202020000000001c0000201"))
        .isEqualTo("02:00:00:00:00:01 > 02:00:00:00:00:02 ARP 192.0.2.2 is at 02:00:00:00:00:02");
  }

  @Test
  @Only(Family.IPV4)
  void anErrorShowsThePacketItIsAbout() {
    assertThat(
            ip(
                "450000390000400040014e8dc6336402c0000201030380d600000000"
                    + "4500001d0000400040114e99c0000201c633640203e800350009000078"))
        .isEqualTo(
            "198.51.100.2 > 192.0.2.1 ICMP destination unreachable: port"
                + " (192.0.2.1:1000 > 198.51.100.2:53 UDP length 1)");
    assertThat(
            ip(
                "450000390000400040014e8dc6336402c000020103047b5d00000578"
                    + "4500001d0000400040114e99c0000201c633640203e800350009000078"))
        .isEqualTo(
            "198.51.100.2 > 192.0.2.1 ICMP destination unreachable: fragmentation needed mtu 1400"
                + " (192.0.2.1:1000 > 198.51.100.2:53 UDP length 1)");
  }

  @Test
  @Only(Family.IPV4)
  void tcpShowsItsNumbersAndOptions() {
    assertThat(
            ip(
                "4500003c0000400040064e85c0000201c63364029c4000500000000100000000a002faf0c4450000"
                    + "020405b40402080a000000010000000001030307"))
        .isEqualTo(
            "192.0.2.1:40000 > 198.51.100.2:80 TCP SYN seq 1 win 64240"
                + " <mss 1460,wscale 7,sack permitted,ts 1 0> length 0");
  }

  @Test
  @Only(Family.IPV4)
  void aFragmentShowsItsPlace() {
    assertThat(ip("45000018 1234 2001 40 11 0000 c0000201 c6336402 aabbccdd"))
        .isEqualTo("192.0.2.1 > 198.51.100.2 fragment id 4660 offset 8+ UDP length 4 [bad header checksum]");
  }

  @ParameterizedTest
  @CsvSource({
    "'',IP version none length 0",
    "55,IP version 5 length 1",
    "45,IPv4 [malformed] length 1",
    "4400001400000000001100000000000000000000,IPv4 [malformed] length 20",
    "45000015000040004006a9d0c0000201c6336402,192.0.2.1 > 198.51.100.2 TCP [malformed] [bad header checksum] [bad total length]"
  })
  @Only(Family.IPV4)
  void whatIsMalformedIsSaid(String packet, String line) {
    assertThat(ip(packet)).isEqualTo(line);
  }

  @Test
  @Only(Family.IPV6)
  void neighborDiscoveryIsAQuestionAndAnAnswer() {
    assertThat(
            ip(
                "6000000000203afffe800000000000000000000000000001ff0200000000000000000001ff000002"
                    + "87007a9700000000fe8000000000000000000000000000020101020000000001"))
        .isEqualTo("fe80::1 > ff02::1:ff00:2 ICMPv6 neighbor solicitation who has fe80::2 from 02:00:00:00:00:01");
    assertThat(
            ip(
                "6000000000203afffe800000000000000000000000000002fe800000000000000000000000000001"
                    + "8800181a60000000fe8000000000000000000000000000020201020000000002"))
        .isEqualTo(
            "fe80::2 > fe80::1 ICMPv6 neighbor advertisement fe80::2 is at 02:00:00:00:00:02 solicited override");
  }

  @Test
  @Only(Family.IPV6)
  void anIpv6ErrorShowsThePacketItIsAbout() {
    assertThat(
            ip(
                "6000000000393a4020010db800000000000000000000000220010db8000000000000000000000001"
                    + "0200543200000500600000000009114020010db8000000000000000000000001"
                    + "20010db800000000000000000000000203e800350009000078"))
        .isEqualTo(
            "2001:db8::2 > 2001:db8::1 ICMPv6 packet too big mtu 1280"
                + " ([2001:db8::1]:1000 > [2001:db8::2]:53 UDP length 1)");
  }

  @Test
  @Covers("pkt_too_big parses partial invoking packet")
  @Only(Family.IPV6)
  void aQuotedPacketMayBeCutShort() {
    String outer = "20010db8000000000000000000000002" + "20010db8000000000000000000000001";
    String inner = "6000000005dc0640" + "20010db8000000000000000000000001" + "20010db8000000000000000000000002";
    assertThat(ip("60000000 0038 3a 40" + outer + "020038f500000500" + inner + "9c40005000000001"))
        .isEqualTo(
            "2001:db8::2 > 2001:db8::1 ICMPv6 packet too big mtu 1280"
                + " ([2001:db8::1]:40000 > [2001:db8::2]:80 TCP seq 1)");
    assertThat(ip("60000000 0018 3a 40" + outer + "0200000000000500" + inner.substring(0, 32)))
        .isEqualTo(
            "2001:db8::2 > 2001:db8::1 ICMPv6 packet too big mtu 1280"
                + " (IPv6 [malformed] length 16) [bad checksum]");
  }

  @Test
  @Only(Family.IPV6)
  void extensionHeadersThatEndTheWalkAreNamed() {
    String addresses = "20010db8000000000000000000000001" + "20010db8000000000000000000000002";
    assertThat(ip("60000000 000a 2c 40" + addresses + "11000009 12345678 aabb"))
        .isEqualTo("2001:db8::1 > 2001:db8::2 fragment id 305419896 offset 8+ UDP length 2");
    assertThat(ip("60000000 0008 3c 40" + addresses + "11ff010400000000"))
        .isEqualTo("2001:db8::1 > 2001:db8::2 IPv6-Opts length 8 [extension headers: MALFORMED]");
  }

  @ParameterizedTest
  @CsvSource({
    "'',Ethernet [truncated] length 0",
    "02000000000202000000000108,Ethernet [truncated] length 13",
    "02000000000202000000000188b50102,02:00:00:00:00:01 > 02:00:00:00:00:02 0x88b5 length 2"
  })
  void whatIsNotIpIsNamed(String frame, String line) {
    assertThat(ethernet(frame)).isEqualTo(line);
  }

  @Test
  @Only(Family.IPV4)
  void aChecksumThatIsWrongIsSaid() {
    assertThat(ip("450000200000400040014ea6c0000201c6336402" + "0800fbeb123400077a6d6f6c"))
        .isEqualTo("192.0.2.1 > 198.51.100.2 ICMP echo request id 4660 seq 7 length 4 [bad checksum]");
  }

  @Test
  @Only(Family.IPV4)
  void aTreeShowsEveryField() {
    byte[] buf =
        Hex.bytes(
            MACS + "0800" + "450000390000400040014e8dc6336402c0000201030380d600000000"
                + "4500001d0000400040114e99c0000201c633640203e800350009000078");
    assertThat(PacketPrinter.ethernetTree(buf, 0, buf.length))
        .isEqualTo(
            """
            Ethernet
              destination: 02:00:00:00:00:02
              source: 02:00:00:00:00:01
              etherType: 0x0800
            Ipv4
              version: 4
              internetHeaderLength: 5
              trafficClass: 0x00
              totalLength: 57
              identification: 0x0000
              reserved: 0
              dontFragment: 1
              moreFragments: 0
              fragmentOffset: 0
              timeToLive: 64
              protocol: 1
              headerChecksum: 0x4e8d
              source: 198.51.100.2
              destination: 192.0.2.1
            ICMP destination unreachable
              type: 3
              code: 3
              checksum: 0x80d6
              unused: 0
              nextHopMtu: 0
              about
                Ipv4
                  version: 4
                  internetHeaderLength: 5
                  trafficClass: 0x00
                  totalLength: 29
                  identification: 0x0000
                  reserved: 0
                  dontFragment: 1
                  moreFragments: 0
                  fragmentOffset: 0
                  timeToLive: 64
                  protocol: 17
                  headerChecksum: 0x4e99
                  source: 192.0.2.1
                  destination: 198.51.100.2
                Udp
                  sourcePort: 1000
                  destinationPort: 53
                  length: 9
                  checksum: 0x0000
                Data
                  length: 1
                  bytes: 78
            """);
  }

  @Test
  @Only(Family.IPV6)
  void aTreeShowsEveryFieldOfIpv6() {
    byte[] buf =
        Hex.bytes(
            "60000000 0028 00 ff fe800000000000000000000000000001 ff0200000000000000000001ff000002"
                + "3a00050200000100"
                + "87007a9700000000fe8000000000000000000000000000020101020000000001");
    assertThat(PacketPrinter.ipTree(buf, 0, buf.length))
        .isEqualTo(
            """
            Ipv6
              version: 6
              trafficClass: 0x00
              flowLabel: 0x00000
              payloadLength: 40
              nextHeader: 0
              hopLimit: 255
              source: fe80::1
              destination: ff02::1:ff00:2
            HOPOPT
              nextHeader: 58
              extensionLength: 0
              routerAlert: multicast listener discovery
              padding: 2
            ICMPv6 neighbor solicitation
              type: 135
              code: 0
              checksum: 0x7a97
              reserved: 0
              target: fe80::2
              NdpLinkLayerAddressOption
                type: 1
                length: 1
                address: 02:00:00:00:00:01
            """);
  }

  @Test
  @Only(Family.IPV4)
  void igmpSaysWhatItIsAbout() {
    String header = "46000028 00000000 01020000 c0000201 e0000016 94040000".replace(" ", "");
    String report = "220063e700000001" + "05000002ef010203c0000207c0000208";
    assertThat(ip("46000030" + header.substring(8) + report))
        .contains("192.0.2.1 > 224.0.0.22 IGMP v3 report 239.1.2.3 allow [192.0.2.7, 192.0.2.8]")
        .doesNotContain("[bad checksum]");
    assertThat(ip("46000020" + header.substring(8) + "1164ee9b00000000"))
        .contains("192.0.2.1 > 224.0.0.22 IGMP query v2 for all within 10000 ms");
    assertThat(ip("46000020" + header.substring(8) + "1700f7fbef010203"))
        .contains("IGMP leave 239.1.2.3 [bad checksum]");
    byte[] buf = Hex.bytes("46000030" + header.substring(8) + report);
    assertThat(PacketPrinter.ipTree(buf, 0, buf.length)).contains("IGMP v3 report", "group: 239.1.2.3", "type: allow");
  }

  @Test
  @Only(Family.IPV6)
  void listenerDiscoverySaysWhatItIsAbout() {
    String addresses = "fe800000000000000000000000000001" + "ff020000000000000000000000000016";
    String alert = "3a00050200000100";
    String record = "04000000" + "ff050000000000000000000000010003";
    String report = ip("60000000" + "00240001" + addresses + alert + "8f00000000000001" + record);
    assertThat(report)
        .contains("fe80::1 > ff02::16 ICMPv6 multicast listener report v2 ff05::1:3 to ex []");
    String query = "82000000" + "27100000" + "00000000000000000000000000000000";
    assertThat(ip("60000000" + "00200001" + addresses + alert + query))
        .contains("ICMPv6 multicast listener query v1 for all within 10000 ms");
    byte[] buf = Hex.bytes("60000000" + "00240001" + addresses + alert + "8f00000000000001" + record);
    assertThat(PacketPrinter.ipTree(buf, 0, buf.length)).contains("group: ff05::1:3", "type: to ex");
  }

  @Test
  @Only(Family.IPV6)
  void igmpHasNoPlaceInAnIpv6Packet() {
    String addresses = "fe800000000000000000000000000001" + "ff020000000000000000000000000016";
    String packet = "60000000" + "00080201" + addresses + "1164ee9b00000000";
    assertThat(ip(packet)).isEqualTo("fe80::1 > ff02::16 IGMP length 8");
    assertThat(PacketPrinter.ipTree(Hex.bytes(packet), 0, 48)).doesNotContain("maxResponseCode");
  }
}
