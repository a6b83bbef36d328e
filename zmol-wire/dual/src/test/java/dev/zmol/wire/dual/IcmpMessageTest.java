package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import org.junit.jupiter.api.Test;

@Specialize
class IcmpMessageTest {
  @Only(Family.IPV4)
  private static final String ECHO4 = "0800fbea123400077a6d6f6c";

  @Only(Family.IPV6)
  private static final String ECHO6 = "8000282f123400077a6d6f6c";

  @Test
  @Only(Family.IPV4)
  @Covers({"W3", "parse ICMP echo request"})
  void anIpv4EchoRequestIsParsed() {
    assertThat(IcmpEchoWire.parse(Hex.bytes(ECHO4), 0))
        .isEqualTo(new IcmpEchoHeader(Icmpv4Type.ECHO_REQUEST, 0, 0xfbea, 0x1234, 7));
  }

  @Test
  @Only(Family.IPV6)
  @Covers({"W4", "echo request parse"})
  void anIpv6EchoRequestIsParsed() {
    assertThat(IcmpEchoWire.parse(Hex.bytes(ECHO6), 0))
        .isEqualTo(new IcmpEchoHeader(Icmpv6Type.ECHO_REQUEST, 0, 0x282f, 0x1234, 7));
  }

  @Test
  @Only(Family.IPV4)
  @Covers({"W3", "ICMP echo emit with valid checksum"})
  void anIpv4EchoRequestIsWrittenWithItsChecksum() {
    assertEcho(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"), ECHO4);
  }

  @Test
  @Only(Family.IPV6)
  void anIpv6EchoRequestIsWrittenWithItsChecksum() {
    assertEcho(IpAddress.parse("2001:db8::1"), IpAddress.parse("2001:db8::2"), ECHO6);
  }

  private static void assertEcho(IpAddress source, IpAddress destination, String expected) {
    byte[] buf = Hex.bytes("0000000000000000" + "7a6d6f6c");
    assertThat(IcmpEcho.emitRequest(buf, 0, destination, 0x1234, 7)).isEqualTo(8);
    IcmpMessage.fillChecksum(buf, 0, buf.length, IcmpMessage.pseudoHeader(source, destination, buf.length));
    assertThat(Hex.text(buf)).isEqualTo(expected);
  }

  @Test
  @Only(Family.IPV4)
  @Covers({"W3", "ICMP echo roundtrip"})
  void anIpv4RequestIsTurnedIntoTheReply() {
    assertReply(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"), ECHO4, Icmpv4Type.ECHO_REPLY);
  }

  @Test
  @Only(Family.IPV6)
  @Covers({"W4", "echo reply roundtrip"})
  void anIpv6RequestIsTurnedIntoTheReply() {
    assertReply(IpAddress.parse("2001:db8::1"), IpAddress.parse("2001:db8::2"), ECHO6, Icmpv6Type.ECHO_REPLY);
  }

  private static void assertReply(IpAddress source, IpAddress destination, String request, int replyType) {
    byte[] message = Hex.bytes(request);
    byte[] buf = new byte[52];
    int icmp =
        IpPacket.emit(buf, 0, 0, message.length, IcmpMessage.protocol(destination), 64, source, destination);
    System.arraycopy(message, 0, buf, icmp, message.length);
    int end = icmp + message.length;
    assertThat(IcmpEcho.isRequest(buf, 0, icmp)).isTrue();
    assertThat(IcmpMessage.verify(buf, icmp, end, IcmpMessage.pseudoHeader(buf, 0, message.length))).isTrue();

    IcmpEcho.turnIntoReply(buf, 0, icmp);

    assertThat(IcmpWire.type(buf, icmp)).isEqualTo(replyType);
    assertThat(IcmpEcho.isReply(buf, 0, icmp)).isTrue();
    assertThat(IcmpMessage.verify(buf, icmp, end, IcmpMessage.pseudoHeader(buf, 0, message.length))).isTrue();
  }

  @Test
  @Only(Family.IPV4)
  @Covers("ICMP parse rejects bad checksum")
  void aFlippedBitMakesTheIpv4ChecksumWrong() {
    byte[] message = Hex.bytes(ECHO4);
    for (int bit = 0; bit < message.length * 8; bit++) {
      message[bit >> 3] ^= (byte) (1 << (bit & 7));
      assertThat(IcmpMessage.verify(message, 0, message.length, 0)).as("bit %d", bit).isFalse();
      message[bit >> 3] ^= (byte) (1 << (bit & 7));
    }
  }

  @Test
  @Only(Family.IPV6)
  @Covers({"bad checksum rejected", "verifyChecksum"})
  void theIpv6ChecksumCoversThePseudoHeader() {
    byte[] message = Hex.bytes(ECHO6);
    var source = IpAddress.parse("2001:db8::1");
    var destination = IpAddress.parse("2001:db8::2");
    var another = IpAddress.parse("2001:db8::3");
    assertThat(IcmpMessage.verify(message, 0, 12, IcmpMessage.pseudoHeader(source, destination, 12))).isTrue();
    assertThat(IcmpMessage.verify(message, 0, 12, IcmpMessage.pseudoHeader(source, another, 12))).isFalse();
    assertThat(IcmpMessage.verify(message, 0, 12, 0)).isFalse();
  }

  @Test
  @Covers({"ICMP check length", "truncated message"})
  void aMessageIsCompleteFromEightBytesOn() {
    assertThat(IcmpMessage.isComplete(5, 12)).isFalse();
    assertThat(IcmpMessage.isComplete(5, 13)).isTrue();
  }

  @Test
  void aHeaderIsWrittenWithChecksumZero() {
    byte[] buf = Hex.bytes("ff".repeat(8));
    IcmpMessage.emit(buf, 0, 3, 4, 0x8000_0001);
    assertThat(Hex.text(buf)).isEqualTo("0304000080000001");
    assertThat(IcmpWire.parse(buf, 0)).isEqualTo(new IcmpHeader(3, 4, 0, 0x8000_0001));
  }

  @Test
  @Only(Family.IPV4)
  @Covers({"W3", "parse ICMP dest unreachable"})
  void theErrorsOfIpv4AreParsed() {
    byte[] unreachable = Hex.bytes("03040000 0000 0578");
    assertThat(Icmpv4DestinationUnreachableWire.parse(unreachable, 0))
        .isEqualTo(
            new Icmpv4DestinationUnreachableHeader(
                Icmpv4Type.DESTINATION_UNREACHABLE, Icmpv4Code.FRAGMENTATION_NEEDED, 0, 0, 1400));
    assertThat(Icmpv4RedirectWire.parse(Hex.bytes("05010000 c0000201"), 0))
        .isEqualTo(new Icmpv4RedirectHeader(Icmpv4Type.REDIRECT, 1, 0, Ipv4Address.parse("192.0.2.1")));
    assertThat(Icmpv4ParameterProblemWire.parse(Hex.bytes("0c000000 14000000"), 0))
        .isEqualTo(new Icmpv4ParameterProblemHeader(Icmpv4Type.PARAMETER_PROBLEM, 0, 0, 20, 0));
  }

  @Test
  @Only(Family.IPV6)
  @Covers({"W4", "pkt_too_big roundtrip"})
  void theErrorsOfIpv6AreParsed() {
    assertThat(Icmpv6PacketTooBigWire.parse(Hex.bytes("02000000 ffff0500"), 0))
        .isEqualTo(new Icmpv6PacketTooBigHeader(Icmpv6Type.PACKET_TOO_BIG, 0, 0, 0xffff_0500L));
    assertThat(Icmpv6ParameterProblemWire.parse(Hex.bytes("04010000 00000028"), 0))
        .isEqualTo(
            new Icmpv6ParameterProblemHeader(
                Icmpv6Type.PARAMETER_PROBLEM, Icmpv6Code.UNRECOGNIZED_NEXT_HEADER, 0, 40));
  }

  @Test
  @Only(Family.IPV4)
  void whatIsAnErrorIsKnown() {
    assertThat(Icmpv4Type.isError(Icmpv4Type.DESTINATION_UNREACHABLE)).isTrue();
    assertThat(Icmpv4Type.isError(Icmpv4Type.REDIRECT)).isTrue();
    assertThat(Icmpv4Type.isError(Icmpv4Type.ECHO_REQUEST)).isFalse();
    assertThat(Icmpv4Type.isError(Icmpv4Type.TIMESTAMP_REPLY)).isFalse();
  }

  @Test
  @Only(Family.IPV4)
  void anIpv4ErrorOf576BytesIsTheLongest() {
    assertQuoted(IpAddress.parse("192.0.2.1"), 100, 100);
    assertQuoted(IpAddress.parse("192.0.2.1"), 1500, 548);
  }

  @Test
  @Only(Family.IPV6)
  void anIpv6ErrorOf1280BytesIsTheLongest() {
    assertQuoted(IpAddress.parse("2001:db8::1"), 100, 100);
    assertQuoted(IpAddress.parse("2001:db8::1"), 1500, 1232);
  }

  private static void assertQuoted(IpAddress address, int length, int quoted) {
    byte[] buf = new byte[1500];
    int header = IpPacket.headerLength(address);
    IpPacket.emit(buf, 0, 0, length - header, IpProtocol.UDP, 64, address, address);
    assertThat(IcmpMessage.quoteLength(buf, 0, length)).isEqualTo(quoted);
  }
}
