package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.MacAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Only(Family.IPV6)
@Covers("W4")
class NdpOptionTest {
  private static final String PREFIX = "0304 40c0 00000e10 00000708 00000000 20010db8000100000000000000000000";

  private static NdpOption parse(String hex) {
    byte[] buf = Hex.bytes(hex);
    List<NdpOption> options = NdpOption.parse(buf, 0, buf.length);
    assertThat(options).hasSize(1);
    return options.getFirst();
  }

  private static String emit(NdpOption option) {
    byte[] buf = new byte[option.size()];
    assertThat(NdpOption.emit(List.of(option), buf, 0)).isEqualTo(buf.length);
    return Hex.text(buf);
  }

  private static String plain(String hex) {
    return hex.replace(" ", "");
  }

  @Test
  @Covers({"parse prefix information", "prefix information roundtrip", "optionLen basic"})
  void aPrefixIsParsedAndWritten() {
    NdpPrefixOption option = NdpPrefixOption.of(Ipv6Address.parse("2001:db8:1::"), 64, true, true, 3600, 1800);
    assertThat(parse(PREFIX)).isEqualTo(option);
    assertThat(emit(option)).isEqualTo(plain(PREFIX));
    assertThat(option.size()).isEqualTo(32);
  }

  @Test
  @Covers("parse MTU option")
  void anMtuIsParsedAndWritten() {
    assertThat(parse("0501000000000578")).isEqualTo(NdpMtuOption.of(1400));
    assertThat(emit(NdpMtuOption.of(1400))).isEqualTo("0501000000000578");
  }

  @ParameterizedTest
  @CsvSource({
    "1801 0008 00000e10,::,0,HIGH",
    "1802 4018 00000e10 20010db800010000,2001:db8:1::,64,LOW",
    "1803 6000 00000e10 20010db8000100000000002a00000000,2001:db8:1::2a:0:0,96,MEDIUM"
  })
  @Covers("RFC 4191 §2.3")
  void aRouteHasAsMuchOfThePrefixAsItNeeds(String hex, String prefix, int length, NdpPreference preference) {
    NdpRouteOption option = new NdpRouteOption(Ipv6Address.parse(prefix), length, preference, 3600);
    assertThat(parse(hex)).isEqualTo(option);
    // Where no bit of the prefix counts, its unit may be left out.
    assertThat(emit(option)).isEqualTo(length == 0 ? "1801000800000e10" : plain(hex));
  }

  @Test
  @Covers("RFC 4191 §2.3")
  void aRouteOfAReservedPreferenceHasNone() {
    NdpRouteOption route = (NdpRouteOption) parse("1801 0010 00000e10");
    assertThat(route.preference()).isNull();
    assertThat(emit(route)).isEqualTo("1801001000000e10");
  }

  @Test
  @Covers("RFC 8106 §5.1")
  void dnsServersAreParsedAndWritten() {
    String hex =
        "1905 0000 ffffffff 20010db8000000000000000000000053 fe800000000000000000000000000053";
    NdpDnsServersOption option =
        new NdpDnsServersOption(
            NdpOption.INFINITY, List.of(Ipv6Address.parse("2001:db8::53"), Ipv6Address.parse("fe80::53")));
    assertThat(parse(hex)).isEqualTo(option);
    assertThat(emit(option)).isEqualTo(plain(hex));
  }

  @Test
  @Covers("RFC 8106 §5.2")
  void searchDomainsAreParsedAndWritten() {
    String hex = "1f04 0000 0000003c 036c616e 03616263 07 6578616d706c65 00 0163 00 00000000";
    NdpDnsSearchOption option = new NdpDnsSearchOption(60, List.of("lan.abc.example", "c"));
    assertThat(emit(option)).isEqualTo(plain(hex));
    assertThat(parse(emit(option))).isEqualTo(option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1f02 0000 0000003c 3f61626364656667", // a label that ends behind the option
        "1f02 0000 0000003c 0761626364656667", // a name without an end
        "1f02 0000 0000003c c00c000000000000", // compressed
        "1f02 0000 0000003c 0161012e01620000", // a dot in a label
        "1f02 0000 0000003c 0000000000000000", // no name at all
        "1902 0000 0000003c 20010db800000000", // half an address
        "1901 0000 0000003c", // no address
        "1802 8100 0000003c 20010db800000000", // a prefix of 129 bits
        "1802 4100 0000003c 20010db800000000", // a prefix that does not fit
        "0302 40c0 00000e10 0000070800000000", // half a prefix option
        "0502 0000 00000578 0000000000000000", // an MTU and a half
        "0102 0200 00000001 0000000000000000" // a link-layer address that Ethernet does not have
      })
  void whatCannotBeIsUnknownAndWrittenAsItWas(String hex) {
    assertThat(parse(hex)).isInstanceOf(NdpUnknownOption.class);
    assertThat(emit(parse(hex))).isEqualTo(plain(hex));
  }

  @Test
  void aNameOfTheGreatestLengthIsOneAndALongerOneIsNot() {
    String label = "x".repeat(63);
    String name = label + "." + label + "." + label + "." + "y".repeat(61);
    NdpDnsSearchOption option = new NdpDnsSearchOption(1, List.of(name));
    assertThat(parse(emit(option))).isEqualTo(option);
    byte[] longer = Hex.bytes(emit(new NdpDnsSearchOption(1, List.of(label + "." + label))));
    byte[] buf = new byte[8 + 64 * 4 + 8];
    System.arraycopy(longer, 0, buf, 0, 8);
    buf[1] = (byte) (buf.length >> 3);
    for (int k = 0; k < 4; k++) {
      System.arraycopy(longer, 8, buf, 8 + 64 * k, 64);
    }
    assertThat(NdpOption.parse(buf, 0, buf.length).getFirst()).isInstanceOf(NdpUnknownOption.class);
  }

  @Test
  void otherOptionsAreParsedAndWritten() {
    NdpLinkLayerAddressOption mac = new NdpLinkLayerAddressOption(2, 1, MacAddress.parse("02:00:00:00:00:02"));
    for (NdpOption option :
        List.of(
            mac,
            new NdpNonceOption(0x0102_0304_0506L),
            new NdpRedirectedOption(Bytes.parse("6000000000000000")),
            new NdpUnknownOption(253, Bytes.parse("010203040506")))) {
      assertThat(parse(emit(option))).isEqualTo(option);
    }
  }

  @Test
  @Covers("unknown option emit rejects inconsistent length")
  void anOptionIsOfWholeUnits() {
    assertThatThrownBy(() -> new NdpUnknownOption(253, Bytes.parse("0102")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("length of content is 2");
    assertThatThrownBy(() -> new NdpUnknownOption(253, Bytes.parse("01020304050607")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7");
    assertThatThrownBy(() -> new NdpRedirectedOption(Bytes.parse("01")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", "a.", ".a", "a b", "ä"})
  void domainsAreNames(String name) {
    assertThatThrownBy(() -> new NdpDnsSearchOption(1, List.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  @Test
  @Covers("hostile: NDP option length")
  void anOptionOfLengthZeroEndsTheOptions() {
    byte[] buf = Hex.bytes("0501000000000578" + "0500000000000578" + "0501000000000578");
    assertThat(NdpOption.parse(buf, 0, buf.length)).containsExactly(NdpMtuOption.of(1400));
  }

  @Test
  void randomBytesAreReadAndWrittenAsTheyWere() {
    long seed = 4861;
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] buf = new byte[8 * (1 + random.nextInt(8))];
      random.nextBytes(buf);
      buf[0] = new byte[] {1, 2, 3, 4, 5, 14, 24, 25, 31, (byte) random.nextInt()}[random.nextInt(10)];
      buf[1] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : buf.length >> 3);
      for (NdpOption option : NdpOption.parse(buf, 0, buf.length)) {
        byte[] again = new byte[option.size()];
        NdpOption.emit(List.of(option), again, 0);
        assertThat(NdpOption.parse(again, 0, again.length)).as("seed %d", seed).containsExactly(option);
      }
    }
  }
}
