package dev.zmol.tool.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.tool.LinkLayer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Specialize
@Covers("U1")
class PacketFilterTest {
  private static final String SOURCE = Comptime.IPV4 ? "192.0.2.1" : "2001:db8::1";
  private static final String DESTINATION = Comptime.IPV4 ? "198.51.100.2" : "2001:db8:1::2";
  private static final String MACS = "020000000002" + "020000000001";

  /** A UDP datagram from port 1000 to port 53, in VLAN 5. */
  private static final byte[] DATAGRAM =
      HexFormat.of()
          .parseHex(
              MACS + "81000005"
                  + (Comptime.IPV4
                      ? "0800" + "4500001d000000004011" + "0000" + "c0000201" + "c6336402"
                      : "86dd" + "6000000000091140" + "20010db8000000000000000000000001"
                          + "20010db8000100000000000000000002")
                  + "03e800350009000078");

  private static boolean matches(String filter) {
    LinkLayer link = LinkLayer.of(LinkType.ETHERNET.number(), DATAGRAM).orElseThrow();
    String filled = filter.replace("SOURCE", SOURCE).replace("DESTINATION", DESTINATION);
    return PacketFilter.parse(filled).test(new PacketFacts(link, DATAGRAM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "udp", "host SOURCE", "host DESTINATION", "src SOURCE", "src host SOURCE", "dst DESTINATION",
        "port 53", "udp port 53", "src port 1000", "dst port 53", "portrange 50-60", "net SOURCE/24",
        "src net SOURCE/24 and dst net DESTINATION/24", "not tcp", "!tcp", "not (tcp or arp)", "tcp or udp",
        "tcp and arp or udp", "udp and (port 53 or port 54)", "udp && port 53 || tcp", "vlan", "vlan 5",
        "ether host 02:00:00:00:00:01", "ether src 02:00:00:00:00:01", "ether dst 02:00:00:00:00:02", "proto 17",
        "less 100", "greater 20", "not not udp", "not broadcast", "not multicast"
      })
  void whatIsMeantGetsThrough(String filter) {
    assertThat(matches(filter)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp", "arp", "icmp", "icmp6", "igmp", "esp", "ah", "not udp", "src DESTINATION", "dst host SOURCE",
        "src port 53", "dst port 1000", "port 54", "tcp port 53", "portrange 2000-3000", "net DESTINATION/24 and tcp",
        "udp and not (port 53 or port 54)", "vlan 6", "ether src 02:00:00:00:00:02", "proto 6", "greater 100",
        "less 20", "broadcast", "multicast", "ether proto 0x0806"
      })
  void whatIsNotMeantDoesNot(String filter) {
    assertThat(matches(filter)).isFalse();
  }

  @Test
  void familiesAreToldApart() {
    assertThat(matches("ip")).isEqualTo(Comptime.IPV4);
    assertThat(matches("ip6")).isNotEqualTo(Comptime.IPV4);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      port             | a port is missing at the end
      port 70000       | '70000' has to be a port, from 0 to 65535
      portrange 5      | '5' has to be a range of ports
      host zonk        | zonk
      nonsense         | 'nonsense' is no condition
      udp udp          | 'udp' is not expected here
      udp and          | a condition is missing at the end
      (udp             | ')' is missing
      ether src x      | 'x'
      """)
  void whatIsNoFilterIsRefused(String filter, String message) {
    assertThatThrownBy(() -> PacketFilter.parse(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("filter: ")
        .hasMessageContaining(message);
  }

  @Test
  void parenthesesDoNotExhaustTheStack() {
    assertThatThrownBy(() -> PacketFilter.parse("(".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PacketFilter.parse("not ".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whateverAFrameHoldsNothingIsThrown() {
    SplittableRandom random = new SplittableRandom(11);
    int matched = 0;
    for (int k = 0; k < 100_000; k++) {
      byte[] frame = Arrays.copyOf(DATAGRAM, random.nextInt(DATAGRAM.length + 1));
      for (int n = random.nextInt(4); n > 0 && frame.length > 0; n--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      for (LinkType type : LinkType.values()) {
        matched += LinkLayer.of(type.number(), frame)
                .filter(link -> new PacketFacts(link, frame).sourcePort() == 1000)
                .isPresent() ? 1 : 0;
      }
    }
    assertThat(matched).isPositive();
  }
}
