package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.Ipv6HeaderChain.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets are given by the first next header and by what follows the IPv6 header. */
@Only(Family.IPV6)
@Covers("W4")
class Ipv6HeaderChainTest {
  private static final int HOP_BY_HOP = IpProtocol.HOP_BY_HOP;
  private static final int ROUTING = IpProtocol.IPV6_ROUTING;
  private static final int FRAGMENT = IpProtocol.IPV6_FRAGMENT;
  private static final int DESTINATION = IpProtocol.IPV6_DESTINATION_OPTIONS;

  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

  /** Walks a packet that begins at an odd offset and has bytes behind its end. */
  private Outcome walk(int nextHeader, String rest) {
    byte[] payload = Hex.bytes(rest);
    byte[] buf = new byte[3 + Ipv6Wire.LENGTH + payload.length + 16];
    Ipv6Packet.emit(
        buf, 3, 0, 0, payload.length, nextHeader, 64, Ipv6Address.LOOPBACK, Ipv6Address.LOOPBACK);
    System.arraycopy(payload, 0, buf, 3 + Ipv6Wire.LENGTH, payload.length);
    return chain.walk(buf, 3, 3 + Ipv6Wire.LENGTH + payload.length);
  }

  private void assertEndsAt(int protocol, int offset, int nextHeaderPointer) {
    assertThat(chain.protocol()).isEqualTo(protocol);
    assertThat(chain.offset()).isEqualTo(3 + offset);
    assertThat(chain.nextHeaderPointer()).isEqualTo(nextHeaderPointer);
  }

  @Test
  void aPacketWithoutExtensionHeadersEndsAtItsProtocol() {
    assertThat(walk(IpProtocol.UDP, "0000")).isEqualTo(Outcome.COMPLETE);
    assertEndsAt(IpProtocol.UDP, 40, 6);
  }

  @Test
  @Covers({"parse extension header with PadN(4)", "parse HBH with PadN(4)", "headerLen encoding"})
  void paddingIsSteppedOver() {
    assertThat(walk(HOP_BY_HOP, "06 00 01 04 00000000")).isEqualTo(Outcome.COMPLETE);
    assertEndsAt(IpProtocol.TCP, 48, 40);
  }

  @Test
  @Covers("parse extension header with PadN(12)")
  void paddingOfTwelveBytesIsSteppedOver() {
    assertThat(walk(HOP_BY_HOP, "06 01 01 0c 000000000000000000000000")).isEqualTo(Outcome.COMPLETE);
    assertEndsAt(IpProtocol.TCP, 56, 40);
  }

  @Test
  void singleBytesOfPaddingAreSteppedOver() {
    assertThat(walk(DESTINATION, "06 00 00 00 00 00 00 00")).isEqualTo(Outcome.COMPLETE);
    assertEndsAt(IpProtocol.TCP, 48, 40);
  }

  @Test
  void theRouterAlertIsSteppedOver() {
    assertThat(walk(HOP_BY_HOP, "3a 00 05 02 0000 01 00")).isEqualTo(Outcome.COMPLETE);
    assertEndsAt(IpProtocol.ICMPV6, 48, 40);
  }

  @Test
  void aChainOfAllHeadersIsWalked() {
    String rest =
        "3c 00 01 04 00000000" // hop-by-hop, then destination options
            + "2b 00 01 04 00000000" // then routing, no segments left
            + "2c 00 04 00 00000000" // then an atomic fragment
            + "3c 00 0000 12345678" // then destination options
            + "11 00 01 04 00000000"; // then UDP
    assertThat(walk(HOP_BY_HOP, rest)).isEqualTo(Outcome.COMPLETE);
    assertEndsAt(IpProtocol.UDP, 80, 72);
  }

  @Test
  void nothingFollowsNoNextHeader() {
    assertThat(walk(HOP_BY_HOP, "3b 00 01 04 00000000")).isEqualTo(Outcome.COMPLETE);
    assertEndsAt(IpProtocol.IPV6_NO_NEXT_HEADER, 48, 40);
  }

  @ParameterizedTest
  @CsvSource({"0001,first", "0009,in the middle", "0008,last"})
  @Covers("parse fragment header last frag")
  void aFragmentEndsTheWalk(String field, String which) {
    assertThat(walk(FRAGMENT, "11 00" + field + "12345678 aabb")).as(which).isEqualTo(Outcome.FRAGMENT);
    assertEndsAt(FRAGMENT, 40, 6);
  }

  @Test
  void hopByHopOptionsBehindAnotherHeaderAreNoKnownProtocol() {
    assertThat(walk(DESTINATION, "00 00 01 04 00000000 06 00 01 04 00000000")).isEqualTo(Outcome.PARAMETER_PROBLEM);
    assertThat(chain.code()).isEqualTo(Icmpv6Code.UNRECOGNIZED_NEXT_HEADER);
    assertThat(chain.pointer()).isEqualTo(40);
  }

  @Test
  @Covers("unrecognized routing type")
  void aRoutingHeaderWithSegmentsLeftIsAProblemWithItsType() {
    assertThat(walk(ROUTING, "06 00 00 01 00000000")).isEqualTo(Outcome.PARAMETER_PROBLEM);
    assertThat(chain.code()).isEqualTo(Icmpv6Code.ERRONEOUS_HEADER_FIELD);
    assertThat(chain.pointer()).isEqualTo(42);
  }

  @Test
  void optionsThatAreRecognizedAreSteppedOver() {
    String header = "06 00 63 04 80000100";
    assertThat(walk(HOP_BY_HOP, header)).isEqualTo(Outcome.DISCARD);
    chain.recognize(0x63);
    assertThat(walk(HOP_BY_HOP, header)).isEqualTo(Outcome.COMPLETE);
    assertThat(walk(HOP_BY_HOP, "06 00 62 04 80000100")).isEqualTo(Outcome.DISCARD);
    assertThat(walk(HOP_BY_HOP, "06 00 a3 04 80000100")).isEqualTo(Outcome.PARAMETER_PROBLEM);
  }

  @Test
  void whoOnlyLooksPassesRoutingHeaders() {
    byte[] headers = Hex.bytes("2b 00 03 01 00000000 06 00 03 02 00000000 0600010400000000");
    byte[] packet = new byte[Ipv6Wire.LENGTH + headers.length];
    Ipv6Packet.emit(packet, 0, 0, 0, headers.length, ROUTING, 64, Ipv6Address.LOOPBACK, Ipv6Address.LOOPBACK);
    System.arraycopy(headers, 0, packet, Ipv6Wire.LENGTH, headers.length);
    assertThat(chain.pass(packet, packet.length, chain.walk(packet, 0, packet.length))).isEqualTo(Outcome.COMPLETE);
    assertThat(chain.protocol()).isEqualTo(IpProtocol.TCP);
    assertThat(chain.offset()).isEqualTo(56);
    packet[48] = HOP_BY_HOP;
    Outcome outcome = chain.pass(packet, packet.length, chain.walk(packet, 0, packet.length));
    assertThat(outcome).isEqualTo(Outcome.PARAMETER_PROBLEM);
    assertThat(chain.code()).isEqualTo(Icmpv6Code.UNRECOGNIZED_NEXT_HEADER);
    assertThat(chain.pass(packet, packet.length, Outcome.MALFORMED)).isEqualTo(Outcome.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "1e,COMPLETE", "5e,DISCARD", "9e,PARAMETER_PROBLEM", "de,PARAMETER_PROBLEM_UNLESS_MULTICAST"
  })
  void theTypeOfAnUnknownOptionSaysWhatToDo(String type, Outcome outcome) {
    assertThat(walk(DESTINATION, "06 00 00 00" + type + "02 0000")).isEqualTo(outcome);
    assertThat(chain.code()).isEqualTo(type.compareTo("9") < 0 ? 0 : Icmpv6Code.UNRECOGNIZED_OPTION);
    assertThat(chain.pointer()).isEqualTo(type.compareTo("9") < 0 ? 0 : 44);
  }

  @ParameterizedTest
  @CsvSource({
    "0600010400000000,7,header cut short",
    "0601010400000000,8,length behind the end of the packet",
    "06ff010400000000,8,length far behind the end of the packet",
    "0600010500000000,8,option behind the end of its header",
    "06000000000000ff,8,option without a length",
    "0600010300000001,8,padding without a length"
  })
  @Covers({"parse truncated", "parse fragment truncated", "parse HBH rejects malformed option tails"})
  void whatIsCutShortIsMalformed(String header, int length, String what) {
    assertThat(walk(DESTINATION, header.substring(0, 2 * length))).as(what).isEqualTo(Outcome.MALFORMED);
  }

  @Test
  @Covers({"RFC 8504 §5.3: limits", "hostile: extension header chains"})
  void headersWithoutEndAreNotWalked() {
    String header = "3c 00 01 04 00000000";
    assertThat(walk(DESTINATION, header.repeat(20))).isEqualTo(Outcome.TOO_MANY);
  }

  @Test
  void asManyHeadersAsAllowedAreWalked() {
    String rest = "3c 00 01 04 00000000".repeat(Ipv6HeaderChain.MAX_HEADERS - 1) + "11 00 01 04 00000000";
    assertThat(walk(DESTINATION, rest)).isEqualTo(Outcome.COMPLETE);
    assertEndsAt(IpProtocol.UDP, 40 + 8 * Ipv6HeaderChain.MAX_HEADERS, 40 + 8 * (Ipv6HeaderChain.MAX_HEADERS - 1));
  }

  @Test
  @Covers({"parse fragment header more_frags", "fragment header roundtrip"})
  void theFragmentHeaderIsParsedAndWritten() {
    var header = new Ipv6FragmentHeader(IpProtocol.UDP, 0, 0x1abc, 0, true, 0x1234_5678);
    byte[] buf = new byte[8];
    Ipv6FragmentWire.emit(header, buf, 0);
    assertThat(Hex.text(buf)).isEqualTo("1100d5e112345678");
    assertThat(Ipv6FragmentWire.parse(buf, 0)).isEqualTo(header);
  }

  @Test
  @Covers("extension header roundtrip")
  void theBeginningsOfExtensionHeadersAreParsedAndWritten() {
    byte[] buf = new byte[4];
    Ipv6RoutingWire.emit(new Ipv6RoutingHeader(IpProtocol.UDP, 2, 4, 1), buf, 0);
    assertThat(Hex.text(buf)).isEqualTo("11020401");
    assertThat(Ipv6RoutingWire.parse(buf, 0)).isEqualTo(new Ipv6RoutingHeader(IpProtocol.UDP, 2, 4, 1));
    assertThat(Ipv6ExtensionWire.parse(buf, 0)).isEqualTo(new Ipv6ExtensionHeader(IpProtocol.UDP, 2));
  }
}
