package dev.zmol.lowpan.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.ipv6.Ipv6Address;
import dev.zmol.wire.ipv6.Ipv6Packet;
import dev.zmol.wire.ipv6.Ipv6Wire;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Covers("W8")
class HeaderCompressionTest {
  private static final long FROM = Ieee802154Address.parse("00:12:4b:00:14:b5:d9:c7").interfaceIdentifier();
  private static final long TO = Ieee802154Address.ofShort(0xabcd).interfaceIdentifier();
  private static final Ipv6Address SOURCE = Ipv6Address.parse("2001:db8::1");
  private static final Ipv6Address DESTINATION = Ipv6Address.parse("2001:db8:1::2");

  private final CompressionContexts contexts =
      new CompressionContexts()
          .set(0, Ipv6Address.parse("2001:db8:aaaa::"), 64)
          .set(3, Ipv6Address.parse("2001:db8:bbbb::"), 64)
          .set(5, Ipv6Address.parse("2001:db8:cccc:0:1:2:3:0"), 112)
          .set(6, Ipv6Address.parse("2001:db8:dddd::7"), 128)
          .set(7, Ipv6Address.parse("2001:db8:eeee::"), 48);

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] packet(
      int trafficClass, int flow, int next, int hops, Ipv6Address source, Ipv6Address destination, byte[] payload) {
    byte[] packet = new byte[Ipv6Wire.LENGTH + payload.length];
    Ipv6Packet.emit(packet, 0, trafficClass, flow, payload.length, next, hops, source, destination);
    System.arraycopy(payload, 0, packet, Ipv6Wire.LENGTH, payload.length);
    return packet;
  }

  private byte[] compress(byte[] packet) {
    byte[] out = new byte[packet.length];
    var compressor = new HeaderCompressor(contexts);
    int end = compressor.compress(packet, 0, packet.length, FROM, TO, out, 0);
    assertThat(end).isPositive();
    int payload = packet.length - compressor.payload();
    System.arraycopy(packet, compressor.payload(), out, end, payload);
    return Arrays.copyOf(out, end + payload);
  }

  private byte[] decompress(byte[] compressed) {
    byte[] out = new byte[1280];
    int end =
        new HeaderDecompressor(contexts)
            .decompress(compressed, 0, compressed.length, HeaderDecompressor.WHOLE, FROM, TO, out, 0, out.length);
    return end < 0 ? new byte[0] : Arrays.copyOf(out, end);
  }

  private void isCompressed(byte[] packet, String compressed) {
    assertThat(HexFormat.of().formatHex(compress(packet))).isEqualTo(compressed.replace(" ", ""));
    assertThat(HexFormat.of().formatHex(decompress(hex(compressed)))).isEqualTo(HexFormat.of().formatHex(packet));
  }

  @ParameterizedTest
  @CsvSource({
    "7b33, fe80::212:4b00:14b5:d9c7, fe80::ff:fe00:abcd, ''",
    "7b11, fe80::1, fe80::2, 0000000000000001 0000000000000002",
    "7b22, fe80::ff:fe00:1, fe80::ff:fe00:2, 0001 0002",
    "7b00, fe80:1::1, 2001:db8::2, fe800001000000000000000000000001 20010db8000000000000000000000002",
    "7b43, ::, fe80::ff:fe00:abcd, ''",
    "7b77, 2001:db8:aaaa::212:4b00:14b5:d9c7, 2001:db8:aaaa::ff:fe00:abcd, ''",
    "7b66, 2001:db8:aaaa::ff:fe00:1, 2001:db8:aaaa::ff:fe00:2, 0001 0002",
    "7b55, 2001:db8:aaaa::1, 2001:db8:aaaa::2, 0000000000000001 0000000000000002",
    "7bf7, 2001:db8:bbbb::212:4b00:14b5:d9c7, 2001:db8:aaaa::ff:fe00:abcd, '30 '",
    "7bb7, fe80::212:4b00:14b5:d9c7, 2001:db8:bbbb::ff:fe00:abcd, '03 '",
    "7be6, 2001:db8:cccc:0:1:2:3:4, 2001:db8:cccc:0:1:2:3:5, '55 0004 0005'",
    "7bf7, 2001:db8:dddd::7, 2001:db8:dddd::7, '66 '",
    "7bd5, 2001:db8:eeee::9, 2001:db8:eeee::9, '77 0000000000000009 0000000000000009'"
  })
  @Covers({
    "wire/sixlowpan: address resolution: fully elided from extended LL",
    "wire/sixlowpan: address resolution: fully elided from short LL",
    "wire/sixlowpan: address resolution: 16-bit inline", "wire/sixlowpan: address resolution: 64-bit inline",
    "wire/sixlowpan: address resolution: unspecified (SAC=1 SAM=00)",
    "wire/sixlowpan: IPHC emit/parse roundtrip: link-local fully elided",
    "wire/sixlowpan: IPHC emit/parse roundtrip: global addresses (16-byte inline)",
    "wire/sixlowpan: IPHC parse: TF=11 NH=uncompressed HLIM=64 SAM=11 DAM=11",
    "wire/ieee802154: link-local address generation"
  })
  void writesAddressesAsShortAsCanBe(String modes, String source, String destination, String inline) {
    byte[] packet =
        packet(0, 0, 59, 255, Ipv6Address.parse(source), Ipv6Address.parse(destination), new byte[] {1, 2});
    boolean extended = (Integer.parseInt(modes, 16) & 0x80) != 0;
    String identifiers = extended ? inline.substring(0, 2) : "";
    String rest = extended ? inline.substring(2) : inline;
    isCompressed(packet, modes + identifiers + "3b" + rest + "0102");
  }

  @ParameterizedTest
  @CsvSource({
    "7b3b, ff02::1, 01", "7b3a, ff05::12:3456, 05123456", "7b39, ff0e::12:3456:789a, 0e123456789a",
    "7b38, ff02:1::1, ff020001000000000000000000000001", "7b3c, ff3e:0040:2001:db8:aaaa:0:1234:5678, 3e0012345678"
  })
  @Covers({
    "wire/sixlowpan: multicast address decompression: 8-bit (ff02::XX)",
    "wire/sixlowpan: multicast address decompression: 32-bit (ffXX::00XX:XXXX)",
    "wire/sixlowpan: multicast address decompression: 48-bit (ffXX::00XX:XXXX:XXXX)"
  })
  void writesGroupsAsShortAsCanBe(String modes, String group, String inline) {
    Ipv6Address source = Ipv6Address.parse("fe80::212:4b00:14b5:d9c7");
    isCompressed(packet(0, 0, 59, 255, source, Ipv6Address.parse(group), new byte[0]), modes + "3b" + inline);
  }

  @Test
  void writesGroupsOfAPrefixByAnyContext() {
    Ipv6Address source = Ipv6Address.parse("fe80::212:4b00:14b5:d9c7");
    Ipv6Address group = Ipv6Address.parse("ff3e:0030:2001:db8:eeee:0:1234:5678");
    isCompressed(packet(0, 0, 59, 255, source, group, new byte[0]), "7bbc 07 3b 3e0012345678");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 79, ''", "0, 0, 64, 7a, ''", "0, 0, 255, 7b, ''", "0, 0, 2, 78, ''",
    "0xb9, 0, 255, 73, 6e", "1, 0x12345, 255, 6b, 412345", "0xb9, 0x12345, 255, 63, 6e012345",
    "0xb8, 0x12345, 64, 62, 2e012345"
  })
  void writesTrafficClassFlowAndHopLimitAsShortAsCanBe(int traffic, int flow, int hops, String first, String fields) {
    Ipv6Address source = Ipv6Address.parse("fe80::212:4b00:14b5:d9c7");
    Ipv6Address destination = Ipv6Address.parse("fe80::ff:fe00:abcd");
    String limit = hops == 2 ? "02" : "";
    isCompressed(
        packet(traffic & 0xff, flow, 59, hops, source, destination, new byte[0]), first + "33" + fields + "3b" + limit);
  }

  private static byte[] withLinkLocal(int next, byte[] payload) {
    Ipv6Address source = Ipv6Address.parse("fe80::212:4b00:14b5:d9c7");
    return packet(0, 0, next, 64, source, Ipv6Address.parse("fe80::ff:fe00:abcd"), payload);
  }

  @ParameterizedTest
  @CsvSource({
    "1234 5678 000a abcd 0102, f0 1234 5678 abcd 0102", "1234 f078 000a abcd 0102, f1 1234 78 abcd 0102",
    "f034 5678 000a abcd 0102, f2 34 5678 abcd 0102", "f0b4 f0b8 000a abcd 0102, f3 48 abcd 0102",
    "f034 f078 000a abcd 0102, f2 34 f078 abcd 0102"
  })
  @Covers({
    "wire/sixlowpan: UDP NHC parse: P=00 full ports with checksum", "wire/sixlowpan: UDP NHC: P=11 (4-bit ports)",
    "wire/sixlowpan: UDP NHC emit/parse roundtrip",
    "wire/sixlowpan: IPHC parse: NH=compressed CID=1 SAC=1 DAC=1 both fully elided with context"
  })
  void writesUdpPortsAsShortAsCanBe(String udp, String compressed) {
    isCompressed(withLinkLocal(IpProtocol.UDP, hex(udp)), "7e33" + compressed);
  }

  @Test
  void leavesUdpAloneWhoseLengthIsNotThatOfThePacket() {
    isCompressed(withLinkLocal(IpProtocol.UDP, hex("1234 5678 0009 abcd 0102")), "7a33 11 123456780009abcd0102");
    isCompressed(withLinkLocal(IpProtocol.UDP, hex("1234 5678 0009")), "7a33 11 123456780009");
  }

  @Test
  @Covers("wire/sixlowpan: UDP NHC with elided checksum")
  void computesUdpChecksumsThatWereLeftOut() {
    byte[] packet = withLinkLocal(IpProtocol.UDP, hex("1234 5678 000a 0000 0102"));
    HeaderDecompressor.completeChecksum(packet, 0, Ipv6Wire.LENGTH, packet.length);
    assertThat(decompress(hex("7e33 f4 1234 5678 0102"))).isEqualTo(packet);
    assertThat(Arrays.copyOfRange(packet, 46, 48)).isNotEqualTo(new byte[2]);
  }

  @Test
  @Covers({
    "wire/sixlowpan: NHC ext header parse: routing header, NH inline ICMPv6",
    "wire/sixlowpan: NHC ext header emit roundtrip"
  })
  void compressesRoutingHeaders() {
    String data = "03 01 99 00 00000102030405060708090a0b";
    isCompressed(withLinkLocal(43, hex("3a 01" + data.substring(0, 2) + data.substring(2, data.length() - 2) + "8000")),
        "7e33 e2 3a 0e" + data.substring(0, data.length() - 2) + "8000");
  }

  @Test
  @Covers("wire/sixlowpan: NHC ext header parse: routing header, NH compressed")
  void compressesWhatFollowsExtensionHeaders() {
    isCompressed(
        withLinkLocal(43, hex("11 00 0300 00000000 f0b1 f0b2 0009 abcd 77")), "7e33 e3 06 030000000000 f312abcd77");
  }

  @Test
  void leavesOutWhatPadsOptions() {
    isCompressed(withLinkLocal(0, hex("3b 00 0502 0000 0100")), "7e33 e0 3b 04 05020000");
    isCompressed(withLinkLocal(60, hex("3b 00 6303 aabbcc 00")), "7e33 e6 3b 05 6303aabbcc");
    isCompressed(withLinkLocal(60, hex("3b 00 0104 00000000")), "7e33 e6 3b 00");
    // Padding that is not zero, or behind other padding, stays.
    isCompressed(withLinkLocal(0, hex("3b 00 0502 0000 0100").clone()), "7e33 e0 3b 04 05020000");
    isCompressed(withLinkLocal(60, hex("3b 00 0104 00000001")), "7e33 e6 3b 06 010400000001");
    isCompressed(withLinkLocal(60, hex("3b 00 6302 aabb 0000")), "7e33 e6 3b 06 6302aabb0000");
    isCompressed(withLinkLocal(60, hex("3b 00 6309 aabb 0000")), "7e33 e6 3b 06 6309aabb0000");
  }

  @Test
  void compressesFragmentHeadersButNotTheMiddleOfDatagrams() {
    isCompressed(withLinkLocal(44, hex("11 5a 0000 12345678 f0b1 f0b2 0009 abcd 77")),
        "7e33 e5 5a 0000 12345678 f312abcd77");
    isCompressed(withLinkLocal(44, hex("11 00 0009 12345678 f0b1 f0b2 0009 abcd 77")),
        "7e33 e4 11 00 0009 12345678 f0b1f0b20009abcd77");
  }

  @Test
  void compressesIpv6InIpv6() {
    byte[] inner = withLinkLocal(59, new byte[] {7});
    isCompressed(withLinkLocal(41, inner), "7e33 ee 7a33 3b 07");
  }

  @ParameterizedTest
  @CsvSource({
    // A reserved mode, a context that is not set, groups of a prefix in other modes, a group that is none.
    "7b34 3b", "7b87 11 3b", "7bf7 11 3b", "7b3d 3b 0000000000000000000000", "7b3e 3b 00000000", "7b3f 3b 00",
    "7b38 3b 20010000000000000000000000000000",
    // Nothing compressed, reserved extension headers, something else, IPv6 that is none, five of them.
    "7e33", "7e33 ea 3b 00", "7e33 ec 3b 00", "7e33 00", "7e33 ee 41", "7e33 ee 7e33 ee 7e33 ee 7e33 ee 7a33 3b",
    // A routing header of three bytes, options beyond the end, ports that are cut short.
    "7e33 e2 3b 01 00", "7e33 e0 3b 09 0502", "7e33 f0 1234 56"
  })
  void refusesWhatMakesNoSense(String compressed) {
    assertThat(decompress(hex(compressed))).isEmpty();
  }

  @Test
  void refusesToComputeTheChecksumOfWhatIsStillToBeRouted() {
    assertThat(decompress(hex("7e33 e3 06 030000000000 f712 77"))).isEmpty();
  }

  @Test
  void refusesDerivedAddressesWhereThereIsNothingToDeriveThemFrom() {
    byte[] out = new byte[100];
    byte[] compressed = hex("7b33 3b");
    var decompressor = new HeaderDecompressor(contexts);
    assertThat(decompressor.decompress(compressed, 0, 3, HeaderDecompressor.WHOLE, 0, TO, out, 0, 100)).isNegative();
    assertThat(decompressor.decompress(compressed, 0, 3, HeaderDecompressor.WHOLE, FROM, 0, out, 0, 100)).isNegative();
  }

  @Test
  void fitsTheRoomThatThereIs() {
    byte[] out = new byte[100];
    byte[] compressed = hex("7b33 3b 0102");
    var decompressor = new HeaderDecompressor(contexts);
    assertThat(decompressor.decompress(compressed, 0, 5, HeaderDecompressor.WHOLE, FROM, TO, out, 0, 41)).isNegative();
    assertThat(decompressor.decompress(compressed, 0, 5, HeaderDecompressor.WHOLE, FROM, TO, out, 0, 42)).isEqualTo(42);
    assertThat(decompressor.decompress(compressed, 0, 5, 41, FROM, TO, out, 0, 100)).isNegative();
  }

  @Test
  void refusesMalformedPackets() {
    byte[] packet = packet(0, 0, 59, 64, SOURCE, DESTINATION, new byte[1]);
    var compressor = new HeaderCompressor(contexts);
    byte[] out = new byte[100];
    assertThat(compressor.compress(packet, 0, 40, FROM, TO, out, 0)).isNegative();
    assertThat(compressor.compress(packet, 0, 39, FROM, TO, out, 0)).isNegative();
    packet[5] = 0;
    assertThat(compressor.compress(packet, 0, 41, FROM, TO, out, 0)).isNegative();
  }

  @Test
  @Covers("wire/sixlowpan: dispatch type detection")
  void knowsWhatFramesCarry() {
    assertThat(Dispatch.of(0x00)).isEqualTo(Dispatch.NOT_LOWPAN);
    assertThat(Dispatch.of(0x3f)).isEqualTo(Dispatch.NOT_LOWPAN);
    assertThat(Dispatch.of(0x41)).isEqualTo(Dispatch.IPV6);
    assertThat(Dispatch.of(0x42)).isEqualTo(Dispatch.UNKNOWN);
    assertThat(Dispatch.of(0x50)).isEqualTo(Dispatch.BROADCAST);
    assertThat(Dispatch.of(0x60)).isEqualTo(Dispatch.COMPRESSED);
    assertThat(Dispatch.of(0x7f)).isEqualTo(Dispatch.COMPRESSED);
    assertThat(Dispatch.of(0xbf)).isEqualTo(Dispatch.MESH);
    assertThat(Dispatch.of(0xc7)).isEqualTo(Dispatch.FIRST_FRAGMENT);
    assertThat(Dispatch.of(0xe7)).isEqualTo(Dispatch.SUBSEQUENT_FRAGMENT);
    assertThat(Dispatch.of((byte) 0xf0)).isEqualTo(Dispatch.UNKNOWN);
  }

  @Test
  void refusesContextsThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> contexts.set(16, SOURCE, 64)).withMessageContaining("16");
    assertThatIllegalArgumentException().isThrownBy(() -> contexts.set(1, SOURCE, 129)).withMessageContaining("129");
    contexts.remove(0);
    assertThat(contexts.isSet(0)).isFalse();
    assertThat(contexts.isEmpty()).isFalse();
  }
}
