package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.EthernetWire;
import org.junit.jupiter.api.Test;

/**
 * Whatever arrives, nothing is thrown: each packet lies in an array of just its length, so that a read behind its end
 * would be.
 */
@Specialize
class HostileBytesTest {
  private static final int PACKETS = 1_000_000;
  private static final long SEED = 20_260;

  @Test
  void aMillionFramesAreShown() {
    var packets = new RandomPackets(SEED);
    int longest = 0;
    for (int k = 0; k < PACKETS; k++) {
      byte[] buf = packets.ethernet();
      longest = Math.max(longest, show(buf).length());
    }
    assertThat(longest).isBetween(80, 500);
  }

  private static String show(byte[] buf) {
    try {
      PacketPrinter.ipTree(buf, Math.min(EthernetWire.LENGTH, buf.length), buf.length);
      return PacketPrinter.ethernetLine(buf, 0, buf.length);
    } catch (RuntimeException e) {
      return fail("seed " + SEED + ", frame " + Hex.text(buf), e);
    }
  }

  @Test
  @Only(Family.IPV4)
  void aMillionIpv4PacketsAreChecked() {
    var packets = new RandomPackets(SEED);
    int valid = 0;
    for (int k = 0; k < PACKETS; k++) {
      byte[] buf = packets.ipv4();
      try {
        valid += check4(buf) ? 1 : 0;
      } catch (RuntimeException e) {
        fail("seed " + SEED + ", packet " + Hex.text(buf), e);
      }
    }
    assertThat(valid).isBetween(PACKETS / 10, PACKETS - PACKETS / 10);
  }

  @Only(Family.IPV4)
  private static boolean check4(byte[] buf) {
    boolean arp = ArpPacket.isValid(buf, 0, buf.length);
    int end = Ipv4Packet.end(buf, 0, buf.length);
    if (end < 0 || arp) {
      return false;
    }
    int payload = Ipv4Packet.payload(buf, 0);
    if (payload > end || end > buf.length) {
      throw new IllegalStateException("payload at " + payload + ", end at " + end);
    }
    return Ipv4Packet.verify(buf, 0) && !Ipv4Packet.isFragment(buf, 0);
  }

  @Test
  @Only(Family.IPV6)
  void aMillionIpv6PacketsAreChecked() {
    var packets = new RandomPackets(SEED);
    var chain = new Ipv6HeaderChain();
    int valid = 0;
    for (int k = 0; k < PACKETS; k++) {
      byte[] buf = packets.ipv6();
      try {
        valid += check6(buf, chain) ? 1 : 0;
      } catch (RuntimeException e) {
        fail("seed " + SEED + ", packet " + Hex.text(buf), e);
      }
    }
    assertThat(valid).isBetween(PACKETS / 10, PACKETS - PACKETS / 10);
  }

  @Only(Family.IPV6)
  private static boolean check6(byte[] buf, Ipv6HeaderChain chain) {
    int end = Ipv6Packet.end(buf, 0, buf.length);
    if (end < 0) {
      return false;
    }
    Ipv6HeaderChain.Outcome outcome = chain.walk(buf, 0, end);
    int icmp = chain.offset();
    if (icmp > end || end > buf.length || chain.pointer() > end) {
      throw new IllegalStateException("transport at " + icmp + ", end at " + end);
    }
    if (NdpMessage.isValid(buf, 0, icmp, end)) {
      NdpMessage.sourceLinkLayerAddress(buf, icmp, end);
      NdpMessage.targetLinkLayerAddress(buf, icmp, end);
      NdpMessage.nonce(buf, icmp, end);
    }
    return outcome == Ipv6HeaderChain.Outcome.COMPLETE;
  }
}
