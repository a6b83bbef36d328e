package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.MacAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Only(Family.IPV4)
@Covers("W11")
class Ipv4AddressTest {
  private static final Ipv4Address ADDRESS = Ipv4Address.parse("192.0.2.1");

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "255.255.255.255", "10.20.30.40", "127.0.0.1"})
  @Covers("IPv4 formatAddr")
  void whatIsParsedIsWrittenTheSameWay(String text) {
    assertThat(Ipv4Address.parse(text)).hasToString(text);
    assertThat(IpAddress.parse(text)).isEqualTo(Ipv4Address.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'',four numbers",
    "1.2.3,four numbers",
    "1.2.3.4.5,is no decimal digit",
    "1.2.3.,one to three digits",
    ".1.2.3,one to three digits",
    "1.2.3.256,256 is more than 255",
    "1.2.3.0004,one to three digits",
    "1.2.3.04,must not begin with a zero",
    "1.2.3.-4,is no decimal digit",
    "1.2.3.x,is no decimal digit",
    "'1.2.3.4 ',is no decimal digit",
    "1.2.3.٤,is no decimal digit"
  })
  void whatIsNoAddressIsRefusedWithTheReason(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv4Address.parse(text))
        .withMessageStartingWith("\"" + text + "\" is no IP address: ")
        .withMessageContaining(reason);
  }

  @Test
  void itIsMadeOfFourNumbers() {
    assertThat(Ipv4Address.of(192, 0, 2, 1)).isEqualTo(ADDRESS);
  }

  @Test
  void aNumberAboveAByteIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv4Address.of(1, 2, 3, 256))
        .withMessageContaining("1.2.3.256");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,unspecified",
    "0.0.0.1,unicast",
    "127.0.0.1,loopback unicast",
    "127.255.255.255,loopback unicast",
    "10.1.2.3,private unicast",
    "172.16.0.1,private unicast",
    "172.31.255.1,private unicast",
    "172.32.0.1,unicast",
    "192.168.9.9,private unicast",
    "169.254.1.1,linkLocal unicast",
    "223.255.255.255,unicast",
    "224.0.0.1,multicast",
    "239.255.255.255,multicast",
    "240.0.0.1,unicast",
    "255.255.255.255,broadcast"
  })
  @Covers({"IPv4 address classification: unspecified", "IPv4 address classification: broadcast"})
  void itIsClassified(String text, String classes) {
    assertThat(classes(Ipv4Address.parse(text))).isEqualTo(classes);
  }

  private static String classes(Ipv4Address address) {
    String classes =
        (address.isUnspecified() ? "unspecified " : "")
            + (address.isLoopback() ? "loopback " : "")
            + (address.isPrivate() ? "private " : "")
            + (address.isLinkLocal() ? "linkLocal " : "")
            + (address.isMulticast() ? "multicast " : "")
            + (address.isBroadcast() ? "broadcast " : "")
            + (address.isUnicast() ? "unicast " : "");
    return classes.strip();
  }

  @Test
  void itIsWrittenIntoAndComparedInABuffer() {
    byte[] buf = new byte[7];
    ADDRESS.emit(buf, 2);
    assertThat(Hex.text(buf)).isEqualTo("0000c000020100");
    assertThat(ADDRESS.isAt(buf, 2)).isTrue();
    assertThat(ADDRESS.isAt(buf, 1)).isFalse();
    assertThat(ADDRESS.length()).isEqualTo(4);
  }

  @Test
  void itsSumIsThatOfItsBytes() {
    byte[] buf = Hex.bytes("ffee fedc");
    assertThat(Checksum.fold(Ipv4Address.parse("255.238.254.220").sum()))
        .isEqualTo(Checksum.fold(Checksum.add(0, buf, 0, 4)));
  }

  @Test
  void itHasTheSameHashInABuffer() {
    assertThat(Ipv4Address.hashAt(Hex.bytes("00 c0000201"), 1, 42)).isEqualTo(ADDRESS.hash(42));
    assertThat(ADDRESS.hash(43)).isNotEqualTo(ADDRESS.hash(42));
  }

  @Test
  void groupsHaveAMacAddressOfTheirLowest23Bits() {
    assertThat(Ipv4Address.parse("239.129.2.3").multicastMac()).isEqualTo(MacAddress.parse("01:00:5e:01:02:03"));
  }

  @Test
  void itIsConvertedToAndFromTheJdk() throws UnknownHostException {
    InetAddress jdk = InetAddress.getByAddress(Hex.bytes("c0000201"));
    assertThat(ADDRESS.toInetAddress()).isEqualTo(jdk);
    assertThat(Ipv4Address.of(jdk)).isEqualTo(ADDRESS);
    assertThat(IpAddress.of(jdk)).isEqualTo(ADDRESS);
  }

  @Test
  void anIpv6AddressOfTheJdkIsRefused() throws UnknownHostException {
    InetAddress jdk = InetAddress.getByAddress(new byte[16]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv4Address.of(jdk))
        .withMessageContaining("is no IPv4 address");
  }

  @Test
  void commonBitsAreCounted() {
    assertThat(ADDRESS.commonPrefixLength(Ipv4Address.parse("192.0.2.3"))).isEqualTo(30);
    assertThat(ADDRESS.commonPrefixLength(ADDRESS)).isEqualTo(32);
  }
}
