package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Only(Family.IPV6)
@Covers("W4")
class NdpMessageTest {
  private static final int ICMP = Ipv6Wire.LENGTH;
  private static final Ipv6Address SOURCE = Ipv6Address.parse("fe80::1");
  private static final Ipv6Address TARGET = Ipv6Address.parse("fe80::2");
  private static final String SOLICITATION =
      "6000000000203afffe800000000000000000000000000001ff0200000000000000000001ff000002"
          + "87007a9700000000fe8000000000000000000000000000020101020000000001";
  private static final String ADVERTISEMENT =
      "6000000000203afffe800000000000000000000000000002fe800000000000000000000000000001"
          + "8800181a60000000fe8000000000000000000000000000020201020000000002";

  private static boolean isValid(byte[] buf) {
    return NdpMessage.isValid(buf, 0, ICMP, buf.length);
  }

  /** A message in its packet, from a source to a destination. */
  private static byte[] packet(Ipv6Address source, Ipv6Address destination, String message) {
    byte[] bytes = Hex.bytes(message);
    byte[] buf = new byte[ICMP + bytes.length];
    IpPacket.emit(buf, 0, 0, bytes.length, IpProtocol.ICMPV6, NdpMessage.HOP_LIMIT, source, destination);
    System.arraycopy(bytes, 0, buf, ICMP, bytes.length);
    return buf;
  }

  @Test
  @Covers({"parse neighbor solicit", "parse source link-layer address", "ndisc via icmpv6"})
  void aSolicitationIsParsed() {
    byte[] buf = Hex.bytes(SOLICITATION);
    assertThat(isValid(buf)).isTrue();
    assertThat(NeighborSolicitationWire.parse(buf, ICMP))
        .isEqualTo(new NeighborSolicitationHeader(Icmpv6Type.NEIGHBOR_SOLICITATION, 0, 0x7a97, 0, TARGET));
    assertThat(NdpMessage.sourceLinkLayerAddress(buf, ICMP, buf.length)).isEqualTo(0x0200_0000_0001L);
    assertThat(NdpMessage.targetLinkLayerAddress(buf, ICMP, buf.length)).isEqualTo(NdpMessage.ABSENT);
  }

  @Test
  @Covers("parse target link-layer address")
  void anAdvertisementIsParsed() {
    byte[] buf = Hex.bytes(ADVERTISEMENT);
    assertThat(isValid(buf)).isTrue();
    assertThat(NeighborAdvertisementWire.parse(buf, ICMP))
        .isEqualTo(
            new NeighborAdvertisementHeader(
                Icmpv6Type.NEIGHBOR_ADVERTISEMENT, 0, 0x181a, false, true, true, 0, TARGET));
    assertThat(NdpMessage.targetLinkLayerAddress(buf, ICMP, buf.length)).isEqualTo(0x0200_0000_0002L);
  }

  @Test
  void aSolicitationIsWritten() {
    byte[] buf = new byte[72];
    int end = NdpMessage.emitSolicitation(buf, ICMP, TARGET, 0x0200_0000_0001L);
    finish(buf, end, SOURCE, TARGET.solicitedNode());
    assertThat(Hex.text(buf)).isEqualTo(SOLICITATION);
  }

  @Test
  void anAdvertisementIsWritten() {
    byte[] buf = new byte[72];
    int flags = NdpMessage.SOLICITED | NdpMessage.OVERRIDE;
    int end = NdpMessage.emitAdvertisement(buf, ICMP, flags, TARGET, 0x0200_0000_0002L);
    finish(buf, end, TARGET, SOURCE);
    assertThat(Hex.text(buf)).isEqualTo(ADVERTISEMENT);
  }

  private static void finish(byte[] buf, int end, Ipv6Address source, Ipv6Address destination) {
    IpPacket.emit(buf, 0, 0, end - ICMP, IpProtocol.ICMPV6, NdpMessage.HOP_LIMIT, source, destination);
    IcmpMessage.fillChecksum(buf, ICMP, end, IcmpMessage.pseudoHeader(buf, 0, end - ICMP));
  }

  @Test
  void theLinkLayerAddressMayBeLeftOut() {
    byte[] buf = new byte[64];
    assertThat(NdpMessage.emitSolicitation(buf, ICMP, TARGET, NdpMessage.ABSENT)).isEqualTo(64);
    finish(buf, 64, SOURCE, TARGET.solicitedNode());
    assertThat(isValid(buf)).isTrue();
    assertThat(NdpMessage.sourceLinkLayerAddress(buf, ICMP, 64)).isEqualTo(NdpMessage.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({
    "7,254,a router forwarded it",
    "41,1,the code is not zero",
    "48,255,the target is a group",
    "40,133,another message",
    "65,0,an option of length zero",
    "65,2,an option behind the end"
  })
  @Covers({
    "parse length zero is error",
    "parse rejects malformed option blocks",
    "parse unrecognized NDP type",
    "hostile: NDP option length"
  })
  void whatIsWrongWithASolicitationIsFound(int offset, int value, String what) {
    byte[] buf = Hex.bytes(SOLICITATION);
    buf[offset] = (byte) value;
    assertThat(isValid(buf)).as(what).isFalse();
  }

  @Test
  void aMessageThatIsCutShortIsInvalid() {
    byte[] buf = Hex.bytes(SOLICITATION);
    for (int end = ICMP; end < buf.length; end++) {
      // Without its option the message is whole.
      assertThat(NdpMessage.isValid(buf, 0, ICMP, end)).as("end %d", end).isEqualTo(end == ICMP + 24);
    }
  }

  @Test
  void aProbeForADuplicateAddressGoesToTheSolicitedNodeGroupWithoutLinkLayerAddress() {
    String probe = "87000000 00000000 fe800000000000000000000000000002";
    String option = "0101020000000001";
    Ipv6Address nobody = Ipv6Address.UNSPECIFIED;
    assertThat(isValid(packet(nobody, TARGET.solicitedNode(), probe))).isTrue();
    assertThat(isValid(packet(nobody, TARGET.solicitedNode(), probe + option))).isFalse();
    assertThat(isValid(packet(nobody, Ipv6Address.ALL_NODES, probe))).isFalse();
    assertThat(isValid(packet(nobody, TARGET, probe))).isFalse();
  }

  @Test
  void anAdvertisementToAGroupAnswersNobody() {
    String solicited = "88000000 40000000 fe800000000000000000000000000002";
    String unsolicited = "88000000 20000000 fe800000000000000000000000000002";
    assertThat(isValid(packet(TARGET, Ipv6Address.ALL_NODES, solicited))).isFalse();
    assertThat(isValid(packet(TARGET, Ipv6Address.ALL_NODES, unsolicited))).isTrue();
  }

  @Test
  @Covers("parse unknown option")
  void unknownOptionsAreSkipped() {
    String message =
        "87000000 00000000 fe800000000000000000000000000002"
            + "fd02 0000000000000000000000000000"
            + "0102 0000000000000000000000000000" // a link-layer address that Ethernet does not have
            + "0101 020000000001";
    byte[] buf = packet(SOURCE, TARGET, message);
    assertThat(isValid(buf)).isTrue();
    assertThat(NdpMessage.sourceLinkLayerAddress(buf, ICMP, buf.length)).isEqualTo(0x0200_0000_0001L);
  }

  @Test
  void theLinkLayerAddressOptionIsParsedAndWritten() {
    var option =
        new NdpLinkLayerAddressOption(
            NdpMessage.TARGET_LINK_LAYER_ADDRESS, 1, MacAddress.parse("02:00:00:00:00:02"));
    byte[] buf = new byte[8];
    NdpLinkLayerAddressOptionWire.emit(option, buf, 0);
    assertThat(Hex.text(buf)).isEqualTo("0201020000000002");
    assertThat(NdpLinkLayerAddressOptionWire.parse(buf, 0)).isEqualTo(option);
  }

  private static final Ipv6Address GLOBAL = Ipv6Address.parse("2001:db8::1");
  private static final String ROUTER =
      "86000000 40 08 0708 00007530 000003e8"
          + "0101020000000001"
          + "0304 40c0 00000e10 00000708 00000000 20010db8000100000000000000000000";

  @Test
  @Covers({"parse router advertisement", "router advertisement roundtrip", "RFC 4861 §6.1.2"})
  void aRouterAdvertisementIsParsedAndWritten() {
    byte[] buf = packet(SOURCE, Ipv6Address.ALL_NODES, ROUTER);
    assertThat(isValid(buf)).isTrue();
    RouterAdvertisementHeader header =
        new RouterAdvertisementHeader(134, 0, 0, 64, false, false, false, 1, 0, 1800, 30_000, 1000);
    assertThat(RouterAdvertisementWire.parse(buf, ICMP)).isEqualTo(header);
    assertThat(NdpPreference.of(header.preference())).isEqualTo(NdpPreference.HIGH);
    assertThat(NdpMessage.sourceLinkLayerAddress(buf, ICMP, buf.length)).isEqualTo(0x0200_0000_0001L);
    byte[] again = packet(SOURCE, Ipv6Address.ALL_NODES, "00".repeat(buf.length - ICMP));
    RouterAdvertisementWire.emit(header, again, ICMP);
    NdpOption.emit(
        NdpOption.parse(buf, ICMP + RouterAdvertisementWire.LENGTH, buf.length),
        again,
        ICMP + RouterAdvertisementWire.LENGTH);
    assertThat(again).isEqualTo(buf);
  }

  @Test
  @Covers("RFC 4861 §6.1.2")
  void aRouterSpeaksFromItsLinkLocalAddressWithoutForwardingAndAddsWholeOptions() {
    assertThat(isValid(packet(GLOBAL, Ipv6Address.ALL_NODES, ROUTER))).isFalse();
    byte[] forwarded = packet(SOURCE, Ipv6Address.ALL_NODES, ROUTER);
    forwarded[7] = (byte) 254;
    assertThat(isValid(forwarded)).isFalse();
    byte[] code = packet(SOURCE, Ipv6Address.ALL_NODES, ROUTER);
    code[ICMP + 1] = 1;
    assertThat(isValid(code)).isFalse();
    byte[] zero = packet(SOURCE, Ipv6Address.ALL_NODES, ROUTER);
    zero[ICMP + 17] = 0;
    assertThat(isValid(zero)).isFalse();
    byte[] cut = packet(SOURCE, Ipv6Address.ALL_NODES, ROUTER);
    for (int end = ICMP; end < cut.length; end++) {
      boolean whole = end == ICMP + 16 || end == ICMP + 24;
      assertThat(NdpMessage.isValid(cut, 0, ICMP, end)).as("end %d", end).isEqualTo(whole);
    }
  }

  @Test
  @Covers("RFC 4861 §6.1.1")
  void aRouterSolicitationIsWrittenAndRead() {
    byte[] buf = packet(SOURCE, Ipv6Address.ALL_ROUTERS, "00".repeat(16));
    assertThat(NdpMessage.emitRouterSolicitation(buf, ICMP, 0x0200_0000_0001L)).isEqualTo(buf.length);
    assertThat(isValid(buf)).isTrue();
    assertThat(RouterSolicitationWire.parse(buf, ICMP)).isEqualTo(new RouterSolicitationHeader(133, 0, 0, 0));
    assertThat(NdpMessage.sourceLinkLayerAddress(buf, ICMP, buf.length)).isEqualTo(0x0200_0000_0001L);
    byte[] nobody = packet(Ipv6Address.UNSPECIFIED, Ipv6Address.ALL_ROUTERS, "00".repeat(8));
    assertThat(NdpMessage.emitRouterSolicitation(nobody, ICMP, NdpMessage.ABSENT)).isEqualTo(nobody.length);
    assertThat(isValid(nobody)).isTrue();
    byte[] named = packet(Ipv6Address.UNSPECIFIED, Ipv6Address.ALL_ROUTERS, "85000000000000000101020000000001");
    assertThat(isValid(named)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "fe80::1,fe80::9,2001:db8:1::7,true,a router",
    "fe80::1,2001:db8:1::7,2001:db8:1::7,true,the destination is a neighbour",
    "2001:db8::1,fe80::9,2001:db8:1::7,false,from a global address",
    "fe80::1,2001:db8::9,2001:db8:1::7,false,to neither",
    "fe80::1,fe80::9,ff02::5,false,about a group"
  })
  @Covers("RFC 4861 §8.1")
  void aRedirectLeadsToARouterOrSaysThatTheDestinationIsANeighbor(
      Ipv6AddressText source, Ipv6AddressText target, Ipv6AddressText destination, boolean valid, String what) {
    NdpRedirectHeader header = new NdpRedirectHeader(137, 0, 0, 0, target.address(), destination.address());
    byte[] buf = packet(source.address(), GLOBAL, "00".repeat(NdpRedirectWire.LENGTH) + "0201020000000009");
    NdpRedirectWire.emit(header, buf, ICMP);
    assertThat(isValid(buf)).as(what).isEqualTo(valid);
    assertThat(NdpRedirectWire.parse(buf, ICMP)).isEqualTo(header);
    assertThat(NdpMessage.targetLinkLayerAddress(buf, ICMP, buf.length)).isEqualTo(0x0200_0000_0009L);
  }

  /** Has JUnit convert text to an address. */
  record Ipv6AddressText(Ipv6Address address) {
    static Ipv6AddressText of(String text) {
      return new Ipv6AddressText(Ipv6Address.parse(text));
    }
  }

  @Test
  @Covers("RFC 7527 §4.1")
  void aProbeCarriesANonce() {
    byte[] buf = packet(Ipv6Address.UNSPECIFIED, TARGET.solicitedNode(), "00".repeat(32));
    assertThat(NdpMessage.emitProbe(buf, ICMP, TARGET, 0x0102_0304_0506L)).isEqualTo(buf.length);
    assertThat(isValid(buf)).isTrue();
    assertThat(NdpMessage.nonce(buf, ICMP, buf.length)).isEqualTo(0x0102_0304_0506L);
    byte[] plain = Hex.bytes(SOLICITATION);
    assertThat(NdpMessage.nonce(plain, ICMP, plain.length)).isEqualTo(NdpMessage.ABSENT);
  }
}
