package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.Ipv4Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Only(IPV4)
class Ipv4IcmpErrorTest extends IcmpErrorBehavior {
  Ipv4IcmpErrorTest() {
    super(Site.ipv4());
  }

  /** RFC 1122 §3.2.2.1 to §3.2.2.5, RFC 1812 §5.2.7.1. */
  @ParameterizedTest
  @Covers({"I4", "RFC 1122 §3.2.2.1: pass up", "RFC 1122 §3.2.2.4: pass up", "RFC 1122 §3.2.2.5: pass up"})
  @CsvSource({
    "3, 0, UNREACHABLE",
    "3, 1, UNREACHABLE",
    "3, 2, PROTOCOL_UNREACHABLE",
    "3, 3, PORT_UNREACHABLE",
    "3, 4, PACKET_TOO_BIG",
    "3, 5, UNREACHABLE",
    "3, 6, UNREACHABLE",
    "3, 7, UNREACHABLE",
    "3, 8, UNREACHABLE",
    "3, 9, PROHIBITED",
    "3, 10, PROHIBITED",
    "3, 11, UNREACHABLE",
    "3, 12, UNREACHABLE",
    "3, 13, PROHIBITED",
    "11, 0, TIME_EXCEEDED",
    "11, 1, TIME_EXCEEDED",
    "12, 0, PARAMETER_PROBLEM",
    "12, 1, PARAMETER_PROBLEM"
  })
  void errorHasAMeaning(int type, int code, IcmpError.Kind kind) {
    host.receive(error(type, code, 1000, ownDatagram(8)), 1);
    assertThat(host.icmp.pendingError().kind()).isEqualTo(kind);
  }

  @Test
  @Covers("RFC 1122 §3.2.2: TOS")
  void errorHasNoTypeOfService() {
    byte[] urgent = Frames.ipv4(Ipv4Address.parse("192.0.2.2"), Ipv4Address.parse("192.0.2.1"), 17, 64, new byte[40]);
    urgent[1] = (byte) 0xb8;
    host.receive(Frames.withHeaderChecksum(urgent), 1);
    assertThat(host.device.sent).singleElement().satisfies(error -> assertThat(error[1]).isZero());
  }

  @Test
  void sourceQuenchIsIgnored() {
    host.receive(error(4, 0, 0, ownDatagram(8)), 1);
    assertThat(host.icmp.pendingError()).isNull();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.ICMP_TYPE_UNKNOWN);
  }

  @Test
  void errorAboutALaterFragmentTellsNobodyAnything() {
    byte[] later = Cuts.one(ownDatagram(100), 64, 36, false, 7);
    host.receive(error(3, 1, 0, later), 1);
    assertThat(host.icmp.pendingError()).isNull();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.ICMP_MALFORMED);
  }
}
