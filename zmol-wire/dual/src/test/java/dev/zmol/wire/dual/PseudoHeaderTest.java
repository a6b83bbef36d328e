package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("W1")
class PseudoHeaderTest {
  @Test
  @Only(Family.IPV4)
  void theIpv4SumIsThatOfTheTwelveBytes() {
    assertSums(IpAddress.parse("192.0.2.1"), IpAddress.parse("198.51.100.2"), 0x13ae);
  }

  @Test
  @Only(Family.IPV6)
  void theIpv6SumIsThatOfTheFortyBytes() {
    assertSums(IpAddress.parse("2001:db8::1"), IpAddress.parse("2001:db8::2"), 0xa470);
  }

  private static void assertSums(IpAddress source, IpAddress destination, int checksum) {
    byte[] buf = new byte[41];
    IpPacket.emit(buf, 1, 0, 9, IpProtocol.UDP, 64, source, destination);
    assertThat(Checksum.fold(PseudoHeader.sum(source, destination, IpProtocol.UDP, 9))).isEqualTo(checksum);
    assertThat(Checksum.fold(PseudoHeader.sum(buf, 1, IpProtocol.UDP, 9))).isEqualTo(checksum);
  }
}
