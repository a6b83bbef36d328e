package dev.zmol.ipsec.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.wire.AhWire;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.IpPacket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may change on the way of a packet with an authentication header, and what may not: options and extension headers
 * (RFC 4302 §3.3.3, appendix A). The headers, and what is zero in them for the check, are written by hand here.
 */
@Specialize
@Covers({"P2", "W10"})
class AhMutabilityTest {
  private static final int PORT = 5000;
  private static final int HEADER_4 = 20;
  private static final int TOTAL_LENGTH_4 = 2;
  private static final int PROTOCOL_4 = 9;
  private static final int TIME_TO_LIVE_4 = 8;
  private static final int CHECKSUM_4 = 10;
  private static final int HEADER_6 = 40;
  private static final int PAYLOAD_LENGTH_6 = 4;
  private static final int NEXT_HEADER_6 = 6;
  private static final int HOP_LIMIT_6 = 7;
  private static final int UDP = 17;
  private static final int LENGTH = 30;
  private static final HexFormat HEX = HexFormat.of();

  /** Router alert; record route with room for one address; no operation. */
  private static final String OPTIONS_4 = "94040000" + "07070400000000" + "01";

  private static final String MUTED_4 = "94040000" + "00000000000000" + "01";

  /** Hop-by-hop options: data that may change, and data that may not, of options that are passed over; padding. */
  private static final String OPTIONS_6 = "3301" + "3e0411223344" + "1e025566" + "01020000";

  private static final String MUTED_6 = "3301" + "3e0400000000" + "1e025566" + "01020000";

  private final ProtectedPair pair = new ProtectedPair(LinkConditions.PERFECT);
  private final UdpSocket to = pair.right.udp().bind(PORT);

  static List<IpAddress> targets() {
    return ProtectedPair.addresses(2);
  }

  /** The headers of a packet in the clear to an address, and the datagram behind them. */
  private byte[] clear(IpAddress target) {
    UdpSocket from = pair.left.udp().bind(PORT);
    assertThat(from.send(new byte[LENGTH], 0, LENGTH, new IpEndpoint(target, PORT))).isTrue();
    pair.simulation.runFor(Duration.ofMillis(20));
    assertThat(to.receive(new byte[100], 0, 100)).isEqualTo(LENGTH);
    from.close();
    IpAddress left = IpPacket.source(pair.packets.getLast(), 0);
    pair.protect(Protection.AH_SHA256, Mode.TRANSPORT, left, target, builder -> builder);
    return pair.packets.getLast();
  }

  private boolean isReceived(byte[] packet) {
    pair.toRight(packet);
    return to.receive(new byte[100], 0, 100) == LENGTH;
  }

  /** Puts an authentication header between headers and a datagram; the check is made over the headers as muted. */
  private static byte[] authenticated(byte[] headers, byte[] muted, byte[] datagram, int ahLength, int sequence)
      throws GeneralSecurityException {
    byte[] ah = new byte[ahLength];
    AhWire.nextHeader(ah, 0, UDP);
    AhWire.payloadLength(ah, 0, ahLength / 4 - 2);
    AhWire.spi(ah, 0, ProtectedPair.FIRST_SPI);
    AhWire.sequenceNumber(ah, 0, sequence);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Protection.AH_SHA256.integrityKey(ProtectedPair.FIRST_SPI), "HmacSHA256"));
    mac.update(muted);
    mac.update(ah);
    System.arraycopy(mac.doFinal(datagram), 0, ah, AhWire.LENGTH, 16);
    return join(headers, ah, datagram);
  }

  private static byte[] join(byte[]... parts) {
    byte[] whole = new byte[0];
    for (byte[] part : parts) {
      whole = Arrays.copyOf(whole, whole.length + part.length);
      System.arraycopy(part, 0, whole, whole.length - part.length, part.length);
    }
    return whole;
  }

  // IPv4

  private static byte[] header4(byte[] clear, String options, int total) {
    byte[] header = join(Arrays.copyOf(clear, HEADER_4), HEX.parseHex(options));
    header[0] = (byte) (0x40 | header.length / 4);
    BigEndian.putShort(header, TOTAL_LENGTH_4, total);
    header[PROTOCOL_4] = IpProtocol.AH;
    return header;
  }

  private static byte[] muted4(byte[] header) {
    byte[] muted = header.clone();
    muted[1] = 0;
    BigEndian.putShort(muted, 6, 0);
    muted[TIME_TO_LIVE_4] = 0;
    BigEndian.putShort(muted, CHECKSUM_4, 0);
    return muted;
  }

  private static byte[] checksummed(byte[] packet) {
    int end = (packet[0] & 0xf) * 4;
    BigEndian.putShort(packet, CHECKSUM_4, 0);
    BigEndian.putShort(
        packet, CHECKSUM_4, Checksum.fold(Checksum.add(0, packet, 0, end)));
    return packet;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void optionsThatMayChangeAreNotAuthenticatedAndOthersAre(IpAddress target) throws GeneralSecurityException {
    byte[] clear = clear(target);
    if (target.length() != 4) {
      return;
    }
    byte[] datagram = Arrays.copyOfRange(clear, HEADER_4, clear.length);
    for (int ahLength : new int[] {28, 32}) { // As RFC 4302 has it, and as some peers do.
      int total = HEADER_4 + 12 + ahLength + datagram.length;
      byte[] header = header4(clear, OPTIONS_4, total);
      byte[] muted = muted4(header4(clear, MUTED_4, total));
      byte[] packet = authenticated(header, muted, datagram, ahLength, ahLength);
      byte[] alerted = checksummed(packet.clone());
      alerted[HEADER_4 + 3] = 1;
      assertThat(isReceived(checksummed(alerted))).isFalse();
      byte[] withoutRoute = packet.clone();
      withoutRoute[HEADER_4 + 11] = 0;
      assertThat(isReceived(checksummed(withoutRoute))).isFalse();
      assertThat(pair.right.drops().of(DropReason.IPSEC_INTEGRITY)).isEqualTo(ahLength == 28 ? 2 : 4);
      packet[1] = 0x2a;
      packet[TIME_TO_LIVE_4] = 3;
      packet[HEADER_4 + 6] = 8;
      packet[HEADER_4 + 7] = 10;
      assertThat(isReceived(checksummed(packet))).isTrue();
    }
  }

  // IPv6

  private static byte[] header6(byte[] clear, int next, byte[] extensions, int behind) {
    byte[] header = join(Arrays.copyOf(clear, HEADER_6), extensions);
    BigEndian.putShort(header, PAYLOAD_LENGTH_6, extensions.length + behind);
    header[NEXT_HEADER_6] = (byte) next;
    return header;
  }

  private static byte[] muted6(byte[] header) {
    byte[] muted = header.clone();
    BigEndian.putInt(muted, 0, 0x6000_0000);
    muted[HOP_LIMIT_6] = 0;
    return muted;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void hopByHopOptionsThatMayChangeAreNotAuthenticatedAndOthersAre(IpAddress target)
      throws GeneralSecurityException {
    checkOptions(target, IpProtocol.HOP_BY_HOP);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void destinationOptionsThatMayChangeAreNotAuthenticatedAndOthersAre(IpAddress target)
      throws GeneralSecurityException {
    checkOptions(target, IpProtocol.IPV6_DESTINATION_OPTIONS);
  }

  private void checkOptions(IpAddress target, int extension) throws GeneralSecurityException {
    byte[] clear = clear(target);
    if (target.length() != 16) {
      return;
    }
    byte[] datagram = Arrays.copyOfRange(clear, HEADER_6, clear.length);
    byte[] header = header6(clear, extension, HEX.parseHex(OPTIONS_6), 32 + datagram.length);
    byte[] muted = muted6(header6(clear, extension, HEX.parseHex(MUTED_6), 32 + datagram.length));
    byte[] packet = authenticated(header, muted, datagram, 32, 1);
    for (int at : new int[] {HEADER_6 + 10, HEADER_6 + 14}) {
      byte[] changed = packet.clone();
      changed[at] ^= 1;
      assertThat(isReceived(changed)).isFalse();
    }
    assertThat(pair.right.drops().of(DropReason.IPSEC_INTEGRITY)).isEqualTo(2);
    packet[1] = 0x25;
    packet[3] = 0x77;
    packet[HOP_LIMIT_6] = 3;
    packet[HEADER_6 + 5] ^= 0x55;
    assertThat(isReceived(packet)).isTrue();
  }

  /** It is put in after the check was made: fragmentation comes behind AH (RFC 4302 §3.3.4, RFC 6946). */
  @ParameterizedTest
  @MethodSource("targets")
  void fragmentHeaderOfAWholePacketIsNotAuthenticated(IpAddress target) throws GeneralSecurityException {
    byte[] clear = clear(target);
    if (target.length() != 16) {
      return;
    }
    byte[] datagram = Arrays.copyOfRange(clear, HEADER_6, clear.length);
    byte[] fragment = HEX.parseHex("3300000012345678");
    byte[] header = header6(clear, IpProtocol.IPV6_FRAGMENT, fragment, 32 + datagram.length);
    byte[] muted = muted6(header6(clear, IpProtocol.AH, new byte[0], 32 + datagram.length));
    assertThat(isReceived(authenticated(header, muted, datagram, 32, 1))).isTrue();
    assertThat(pair.right.drops().nonZero()).isEmpty();

    byte[] options = HEX.parseHex("2c01" + OPTIONS_6.substring(4));
    byte[] both = header6(clear, IpProtocol.HOP_BY_HOP, join(options, fragment), 32 + datagram.length);
    byte[] without =
        muted6(header6(clear, IpProtocol.HOP_BY_HOP, HEX.parseHex(MUTED_6), 32 + datagram.length));
    assertThat(isReceived(authenticated(both, without, datagram, 32, 2))).isTrue();
  }
}
