package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.MessagePrinters;
import dev.zmol.wire.MessagePrinters.Carrier;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("D6")
class MessagePrintersTest {
  private static final int EXPERIMENT = 0x88b5;
  private static final int PROTOCOL = 253;

  /** Shows messages as what they are: text. */
  private static class TextPrinter implements MessagePrinter {
    @Override
    public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
      out.append("says '").append(text(buf, from, to)).append('\'');
    }

    @Override
    public void describe(Dissection out, byte[] buf, int from, int to) {
      out.begin("Text").text("text", text(buf, from, to)).end();
    }

    private static String text(byte[] buf, int from, int to) {
      return new String(buf, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }

  private static MessagePrinters printers(Carrier carrier, int number) {
    return PacketPrinter.STANDARD.with(carrier, number, new TextPrinter());
  }

  private static byte[] ip(int protocol, String hex) {
    byte[] transport = Hex.bytes(hex);
    byte[] header =
        Hex.bytes(
            Comptime.IPV4
                ? "4500001c00000000400000000a0000010a000002"
                : "600000000008004020010db800000000000000000000000120010db8000000000000000000000002");
    byte[] packet = new byte[header.length + transport.length];
    System.arraycopy(header, 0, packet, 0, header.length);
    System.arraycopy(transport, 0, packet, header.length, transport.length);
    packet[Comptime.IPV4 ? 9 : 6] = (byte) protocol;
    packet[Comptime.IPV4 ? 3 : 5] = (byte) (Comptime.IPV4 ? packet.length : transport.length);
    return packet;
  }

  private static String line(byte[] buf, MessagePrinters printers) {
    return PacketPrinter.ipLine(buf, 0, buf.length, printers).replace(" [bad header checksum]", "");
  }

  private static String tree(byte[] buf, MessagePrinters printers) {
    return PacketPrinter.ipTree(buf, 0, buf.length, printers);
  }

  @Test
  void aDatagramIsShownByThePrinterOfEitherPort() {
    byte[] packet = ip(IpProtocol.UDP, "1b5803e8000a0000" + "6869" + "00");
    for (int port : new int[] {7000, 1000}) {
      assertThat(line(packet, printers(Carrier.UDP, port))).endsWith(" UDP length 2 says 'hi'");
      assertThat(tree(packet, printers(Carrier.UDP, port))).contains("Text\n  text: hi\n");
    }
    assertThat(line(packet, printers(Carrier.TCP, 7000))).endsWith(" UDP length 2");
  }

  @Test
  void thePrinterOfTheDestinationComesFirst() {
    byte[] packet = ip(IpProtocol.UDP, "1b5803e8000a0000" + "6869");
    MessagePrinters printers =
        printers(Carrier.UDP, 1000).with(Carrier.UDP, 7000, new TextPrinter() {
          @Override
          public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
            out.append("wrong");
          }
        });
    assertThat(line(packet, printers)).endsWith("says 'hi'");
  }

  @Test
  void aSegmentIsShownByThePrinterOfAPort() {
    byte[] packet = ip(IpProtocol.TCP, "c0000050000000010000000250180100" + "00000000" + "6869");
    assertThat(line(packet, printers(Carrier.TCP, 80))).endsWith(" length 2 says 'hi'");
    assertThat(tree(packet, printers(Carrier.TCP, 80))).contains("Text\n  text: hi\n");
  }

  @Test
  void aProtocolOfIpIsShownByItsPrinter() {
    byte[] packet = ip(PROTOCOL, "6869");
    assertThat(line(packet, PacketPrinter.STANDARD)).endsWith("2 253 length 2");
    assertThat(line(packet, printers(Carrier.IP, PROTOCOL))).endsWith("2 says 'hi'");
    assertThat(tree(packet, printers(Carrier.IP, PROTOCOL))).endsWith("Text\n  text: hi\n");
  }

  @Test
  void anIcmpMessageIsShownByThePrinterOfItsType() {
    byte[] packet = ip(Comptime.IPV4 ? IpProtocol.ICMPV4 : IpProtocol.ICMPV6, "fa00000000000000");
    Carrier carrier = Comptime.IPV4 ? Carrier.ICMPV4 : Carrier.ICMPV6;
    assertThat(line(packet, printers(carrier, 250))).contains(" type 250 says '");
    assertThat(tree(packet, printers(carrier, 250))).contains(" type 250\n  Text\n");
  }

  @Test
  void anEtherTypeIsShownByItsPrinter() {
    byte[] frame = Hex.bytes("020000000002" + "020000000001" + "88b5" + "6869");
    MessagePrinters printers = printers(Carrier.ETHERNET, EXPERIMENT);
    assertThat(PacketPrinter.ethernetLine(frame, 0, frame.length, printers))
        .isEqualTo("02:00:00:00:00:01 > 02:00:00:00:00:02 says 'hi'");
    assertThat(PacketPrinter.ethernetTree(frame, 0, frame.length, printers)).endsWith("Text\n  text: hi\n");
  }

  @Test
  void theStandardPrintersShowNames() {
    String query = "12340100000100000000000007" + "6578616d706c65" + "00" + "00010001";
    byte[] datagram = ip(IpProtocol.UDP, "c00000350021" + "0000" + query);
    assertThat(line(datagram, PacketPrinter.STANDARD)).endsWith(" UDP length 25 DNS query 4660 A? example.");
    assertThat(tree(datagram, PacketPrinter.STANDARD)).contains("Dns\n").containsPattern("  question: .*example");
    byte[] segment =
        ip(IpProtocol.TCP, "c0000035000000010000000250180100" + "00000000" + "0019" + query);
    assertThat(line(segment, PacketPrinter.STANDARD)).endsWith(" DNS query 4660 A? example.");
    assertThat(tree(segment, PacketPrinter.STANDARD)).containsPattern("  question: .*example");
    assertThat(tree(ip(IpProtocol.TCP, "c0000035000000010000000250180100" + "00000000" + "00"), PacketPrinter.STANDARD))
        .contains("Dns\n  segment: 00\n");
  }

  @Test
  void theStandardPrintersShowConfiguration() {
    if (Comptime.IPV4) {
      assertThat(line(ip(IpProtocol.UDP, "00440043000a0000" + "0101"), PacketPrinter.STANDARD))
          .endsWith(" UDP length 2 DHCP [malformed]");
    }
    if (Comptime.IPV6) {
      assertThat(line(ip(IpProtocol.UDP, "02220223000c0000" + "01123456"), PacketPrinter.STANDARD))
          .endsWith(" UDP length 4 DHCPv6 solicit xid 0x123456");
    }
  }

  @Test
  void noTerminalObeysWhatComesFromTheNetwork() {
    byte[] packet = ip(PROTOCOL, "1b5b324a 0a 9b 7f");
    assertThat(line(packet, printers(Carrier.IP, PROTOCOL))).endsWith("says '?[2J???'");
    assertThat(tree(packet, printers(Carrier.IP, PROTOCOL))).endsWith("text: ?[2J???\n");
  }

  @Test
  @Covers("D10")
  void tagsAreShownFromTheOutermostInwards() {
    byte[] frame = Hex.bytes("020000000002" + "020000000001" + "88a8" + "0064" + "8100" + "b00a" + "88b5" + "0102");
    assertThat(PacketPrinter.ethernetLine(frame, 0, frame.length))
        .isEqualTo(
            "02:00:00:00:00:01 > 02:00:00:00:00:02 vlan 100 vlan 10 priority 5 drop eligible 0x88b5 length 2");
    assertThat(PacketPrinter.ethernetTree(frame, 0, frame.length))
        .contains("""
            Vlan
              priority: 5
              dropEligible: 1
              identifier: 10
              etherType: 0x88b5
            """);
  }

  @Test
  @Only(Family.IPV4)
  @Covers("D10")
  void whatIsBehindATagIsLookedInto() {
    byte[] frame =
        Hex.bytes(
            "020000000002" + "020000000001" + "8100" + "0005" + "0806"
                + "0001080006040001020000000001c0000201000000000000c0000202");
    assertThat(PacketPrinter.ethernetLine(frame, 0, frame.length))
        .endsWith(" vlan 5 ARP who has 192.0.2.2 tell 192.0.2.1");
    assertThat(PacketPrinter.ethernetTree(frame, 0, frame.length)).contains("Arp\n");
  }

  @Test
  @Covers("D10")
  void aTagThatIsCutShortOrOneTooManyIsNotLookedInto() {
    byte[] frame = Hex.bytes("020000000002" + "020000000001" + "8100" + "0005" + "8100" + "0006" + "8100" + "0007");
    assertThat(PacketPrinter.ethernetLine(frame, 0, frame.length)).endsWith(" vlan 5 vlan 6 802.1Q length 2");
    assertThat(PacketPrinter.ethernetLine(frame, 0, frame.length - 3)).endsWith(" vlan 5 802.1Q length 3");
    assertThat(PacketPrinter.ethernetTree(frame, 0, EthernetFrame.emit(frame, 0, 1, 2, 0x8100)))
        .startsWith("Ethernet\n");
  }
}
