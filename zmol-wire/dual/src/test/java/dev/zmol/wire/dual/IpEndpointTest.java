package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Specialize
@Covers("W11")
class IpEndpointTest {
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1:80", "0.0.0.0:0", "255.255.255.255:65535"})
  @Only(Family.IPV4)
  @Covers("Endpoint and ListenEndpoint basic usage")
  void ipv4EndpointsAreWrittenAsTheyAreParsed(String text) {
    assertRoundTrip(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[2001:db8::1]:80", "[::]:0", "[fe80::1]:65535"})
  @Only(Family.IPV6)
  @Covers("Endpoint(ipv6) and ListenEndpoint(ipv6)")
  void ipv6EndpointsAreWrittenAsTheyAreParsed(String text) {
    assertRoundTrip(text);
  }

  private static void assertRoundTrip(String text) {
    IpEndpoint endpoint = IpEndpoint.parse(text);
    assertThat(endpoint).hasToString(text);
    assertThat(IpEndpoint.of(endpoint.toInetSocketAddress())).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,does not end with a colon and a port",
    "192.0.2.1:,does not end with a colon and a port",
    "192.0.2.1:65536,does not end with a colon and a port",
    "192.0.2.1:+80,does not end with a colon and a port",
    "[192.0.2.1]:80,has to be in brackets",
    "2001:db8::1:80,has to be in brackets",
    ":80,is no IP address"
  })
  @Only(Family.IPV4)
  void whatIsNoEndpointIsRefusedWithTheReason(String text, String reason) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpEndpoint.parse(text)).withMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::1:80,has to be in brackets",
    "[2001:db8::1],does not end with a colon and a port",
    "[2001:db8::1]80,does not end with a colon and a port",
    "[2001:db8::1:80,has to be in brackets"
  })
  @Only(Family.IPV6)
  void whatIsNoIpv6EndpointIsRefusedWithTheReason(String text, String reason) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpEndpoint.parse(text)).withMessageContaining(reason);
  }

  @Test
  @Only(Family.IPV4)
  void aPortOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IpEndpoint(Ipv4Address.LOOPBACK, 65_536))
        .withMessage("port is 65536; it has to be from 0 to 65535");
  }

  @Test
  void anUnresolvedAddressIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpEndpoint.of(InetSocketAddress.createUnresolved("host.example", 80)))
        .withMessageContaining("is not resolved");
  }
}
