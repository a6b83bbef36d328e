package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@Only(Family.IPV6)
@Covers("W4")
class Ipv6RoutingTest {
  private static final Ipv6Address HOME = Ipv6Address.parse("2001:db8::7");
  private static final String TYPE_2 = "06020201 00000000 20010db8000000000000000000000007";
  private static final String RPL = "06010302 df400000 0102030405060708";

  private static Ipv6Routing parse(String hex) {
    return Ipv6Routing.parse(Hex.bytes(hex), 0);
  }

  private static void assertEmitted(Ipv6Routing header, String hex) {
    byte[] bytes = new byte[header.length() + 3];
    assertThat(header.emit(bytes, 3)).isEqualTo(bytes.length);
    assertThat(Arrays.copyOfRange(bytes, 3, bytes.length)).isEqualTo(Hex.bytes(hex));
  }

  @Test
  @Covers({"wire/ipv6routing: parse Type2 routing header", "wire/ipv6routing: Type2 roundtrip"})
  void homeAddressOfAMobileNode() {
    assertThat(parse(TYPE_2)).isEqualTo(new Ipv6Routing.Type2(6, 1, HOME));
    assertEmitted(new Ipv6Routing.Type2(6, 1, HOME), TYPE_2);
  }

  @Test
  @Covers("wire/ipv6routing: parse RPL elided")
  void sourceRouteLeavesOutWhatIsKnown() {
    Ipv6Routing route = new Ipv6Routing.SourceRoute(6, 2, 13, 15, 4, Bytes.parse("0102030405060708"));
    assertThat(parse(RPL)).isEqualTo(route);
    assertEmitted(route, RPL);
  }

  @Test
  @Covers("wire/ipv6routing: RPL emit rejects non-nibble fields")
  void whatASourceRouteLeavesOutHasFourBits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ipv6Routing.SourceRoute(6, 2, 16, 0, 0, Bytes.EMPTY))
        .withMessage("elided is 16; it has to be from 0 to 15");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ipv6Routing.SourceRoute(6, 2, 0, 16, 0, Bytes.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ipv6Routing.SourceRoute(6, 2, 0, 0, 16, Bytes.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ipv6Routing.SourceRoute(6, 2, 0, 0, 0, Bytes.parse("01")));
  }

  @Test
  @Covers("wire/ipv6routing: unrecognized routing type")
  void otherTypesAreKept() {
    String hex = "06000001 00000000";
    Ipv6Routing header = new Ipv6Routing.Unknown(6, 0, 1, Bytes.parse("00000000"));
    assertThat(parse(hex)).isEqualTo(header);
    assertEmitted(header, hex);
    assertThat(parse("06000201 00000000")).isEqualTo(new Ipv6Routing.Unknown(6, 2, 1, Bytes.parse("00000000")));
  }

  @Test
  void treeShowsWhatIsInIt() {
    Dissection out = new Dissection().begin("IPv6-Route");
    Ipv6Routing.describe(out, Hex.bytes(TYPE_2), 0);
    assertThat(out.end().line()).contains("2001:db8::7");
    Dissection route = new Dissection().begin("IPv6-Route");
    Ipv6Routing.describe(route, Hex.bytes(RPL), 0);
    assertThat(route.end().tree()).contains("lastElided: 15").contains("addresses: 0102030405060708");
  }
}
