package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Only(Family.IPV6)
@Covers("W4")
class NdpLineTest {
  private static final String ADVERTISED =
      "600000000070 3a ff fe800000000000000000000000000001 ff020000000000000000000000000001"
          + "8600 51c6 40 c8 0708 00000000 00000000"
          + "0304 40c0 ffffffff 00000708 00000000 20010db8000100000000000000000000"
          + "0501 0000 00000578"
          + "1802 4008 00000e10 20010db800020000"
          + "1903 0000 0000003c 20010db8000000000000000000000053"
          + "1f02 0000 0000003c 036c616e00000000";

  private static String line(String packet) {
    byte[] buf = Hex.bytes(packet);
    return PacketPrinter.ipLine(buf, 0, buf.length);
  }

  @Test
  void routerAdvertisementSaysWhatItHas() {
    assertThat(line(ADVERTISED))
        .isEqualTo(
            "fe80::1 > ff02::1 ICMPv6 router advertisement lifetime 1800 managed other high prefix 2001:db8:1::/64 "
                + "valid forever preferred 1800 mtu 1400 route 2001:db8:2::/64 dns [2001:db8::53] search [lan]");
  }

  @Test
  void routerAdvertisementIsTakenApart() {
    byte[] buf = Hex.bytes(ADVERTISED);
    assertThat(PacketPrinter.ipTree(buf, 0, buf.length))
        .contains("ICMPv6 router advertisement\n", "  routerLifetime: 1800\n", "    validLifetime: 4294967295\n")
        .contains("    prefix: 2001:db8:2::/64\n    preference: HIGH\n    lifetime: 3600\n")
        .contains("    server: 2001:db8::53\n", "    domain: lan\n", "    mtu: 1400\n");
  }

  @Test
  void redirectNamesTheBetterWay() {
    String packet =
        "600000000030 3a ff fe800000000000000000000000000001 20010db8000000000000000000000001"
            + "8900 1a04 00000000 fe800000000000000000000000000009 20010db8000100000000000000000007"
            + "0201020000000009";
    assertThat(line(packet))
        .isEqualTo("fe80::1 > 2001:db8::1 ICMPv6 redirect 2001:db8:1::7 to fe80::9 at 02:00:00:00:00:09");
  }
}
