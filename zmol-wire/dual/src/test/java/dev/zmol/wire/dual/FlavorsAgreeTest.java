package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.Checksum;
import org.junit.jupiter.api.Test;

/**
 * All flavours make the same of the same packets: this test runs in each of them, and expects the same digest there.
 *
 */
@Specialize
class FlavorsAgreeTest {
  private static final int PACKETS = 100_000;
  private static final long PRIME = 0x100_0000_01b3L;

  private long digest = 0xcbf2_9ce4_8422_2325L;

  @Test
  @Only(Family.IPV4)
  void ipv4PacketsHaveTheSameDigestInEveryFlavor() {
    var packets = new RandomPackets(4);
    for (int k = 0; k < PACKETS; k++) {
      byte[] buf = packets.ipv4();
      addShown(buf, 6);
      int end = Ipv4Packet.end(buf, 0, buf.length);
      add(end);
      if (end >= 0) {
        addHeader(buf, Ipv4Packet.payload(buf, 0), end);
      }
    }
    assertDigest(1746325368636411142L);
  }

  @Test
  @Only(Family.IPV6)
  void ipv6PacketsHaveTheSameDigestInEveryFlavor() {
    var packets = new RandomPackets(6);
    var chain = new Ipv6HeaderChain();
    for (int k = 0; k < PACKETS; k++) {
      byte[] buf = packets.ipv6();
      addShown(buf, 4);
      int end = Ipv6Packet.end(buf, 0, buf.length);
      add(end);
      if (end >= 0) {
        add(chain.walk(buf, 0, end).ordinal());
        add(chain.nextHeaderPointer());
        addHeader(buf, chain.offset(), end);
      }
    }
    assertDigest(6893975565891799987L);
  }

  private void assertDigest(long expected) {
    assertThat(digest)
        .as("if you meant to change what is shown or read, this is the new digest, the same in all flavours")
        .isEqualTo(expected);
  }

  /** Adds what is shown of a packet, unless it pretends to be one that only the dual flavour knows. */
  private void addShown(byte[] buf, int otherVersion) {
    if (buf.length == 0 || (buf[0] & 0xf0) >> 4 != otherVersion) {
      add(PacketPrinter.ipLine(buf, 0, buf.length));
    }
  }

  /** Adds what is read without naming a family, and the header that is written from it. */
  private void addHeader(byte[] buf, int payload, int end) {
    IpAddress source = IpPacket.source(buf, 0);
    IpAddress destination = IpPacket.destination(buf, 0);
    add(source.toString());
    add(IpPacket.addressHash(buf, 0, 42));
    add(Checksum.fold(PseudoHeader.sum(source, destination, 17, end - payload)));
    add(Checksum.fold(PseudoHeader.sum(buf, 0, 17, end - payload)));
    add(IpPacket.hopLimit(buf, 0) << 8 | IpPacket.trafficClass(buf, 0));
    add(new IpCidr(source, 20).contains(destination) ? 1 : 0);
    byte[] copy = new byte[IpPacket.headerLength(destination)];
    IpPacket.emit(copy, 0, 0, end - payload, 17, 64, source, destination);
    add(Hex.text(copy));
  }

  private void add(String text) {
    for (int k = 0; k < text.length(); k++) {
      add(text.charAt(k));
    }
  }

  private void add(long value) {
    digest = (digest ^ value) * PRIME;
  }
}
