package dev.zmol.socket.dual;

import static dev.zmol.socket.dual.DhcpLan.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dual.DhcpMessageType;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.DhcpOptions;
import dev.zmol.wire.dual.DhcpRoute;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv4Address;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes with the address of a lease: the interface and the resolver get it, and lose it. */
@Only(Family.IPV4)
@Covers("S8")
class DhcpAppliedLeaseTest extends DhcpClientFixture {
  @Test
  void routesComeAndGoWithTheLease() {
    DhcpRoute narrow = new DhcpRoute(IpCidr.parse("203.0.113.0/24"), DhcpLan.OTHER_SERVER);
    DhcpRoute wide = new DhcpRoute(IpCidr.parse("0.0.0.0/0"), DhcpLan.SERVER);
    DhcpRoute hostile = new DhcpRoute(IpCidr.parse("10.0.0.0/8"), Ipv4Address.BROADCAST);
    bind(
        configuration(),
        lease(DhcpMessageType.ACK)
            .bytes(DhcpOptionCode.CLASSLESS_STATIC_ROUTE, DhcpRoute.emit(List.of(narrow, wide, hostile))));
    assertThat(lan.stack.ip().routes().gatewayTo(ELSEWHERE, lan.now)).isEqualTo(DhcpLan.OTHER_SERVER);
    assertThat(lan.stack.ip().routes().gatewayTo(IpAddress.parse("10.1.1.1"), lan.now)).isEqualTo(DhcpLan.SERVER);
    lan.client.stop();
    assertThat(lan.stack.ip().routes().gatewayTo(ELSEWHERE, lan.now)).isNull();
  }

  @Test
  @Covers("RFC 3442")
  void routesMayLeadToNeighbors() {
    DhcpRoute direct = new DhcpRoute(IpCidr.parse("203.0.113.0/24"), Ipv4Address.UNSPECIFIED);
    bind(
        configuration(),
        lease(DhcpMessageType.ACK)
            .bytes(DhcpOptionCode.CLASSLESS_STATIC_ROUTE, DhcpRoute.emit(List.of(direct))));
    UdpSocket socket = lan.stack.udp().bind();
    assertThat(socket.send(new byte[4], 0, 4, new IpEndpoint(ELSEWHERE, 9))).isTrue();
    lan.poll();
    assertThat(lan.lastQuestion).isEqualTo(ELSEWHERE);
    lan.client.stop();
    assertThat(lan.stack.ip().sourceFor(ELSEWHERE)).isNull();
  }

  @Test
  @Covers("RFC 3442")
  void aRouterThatIsNobodyMakesNoNeighborsOfAll() {
    bind(
        configuration(),
        lease(DhcpMessageType.ACK).address(DhcpOptionCode.ROUTER, Ipv4Address.UNSPECIFIED));
    assertThat(lan.stack.ip().routes().list()).isEmpty();
  }

  @Test
  @Covers("RFC 2132 §3.8")
  void theResolverAsksTheServersOfTheLease() {
    bind(
        configuration(),
        lease(DhcpMessageType.ACK)
            .address(DhcpOptionCode.DNS_SERVER, DhcpLan.OTHER_SERVER)
            .text(DhcpOptionCode.DOMAIN_NAME, "example.org"));
    DnsConfiguration settings = lan.stack.dns().settings();
    assertThat(settings.servers()).containsExactly(new IpEndpoint(DhcpLan.OTHER_SERVER, 53));
    assertThat(settings.searchList().domains()).containsExactly(DnsName.parse("example.org"));
    lan.client.stop();
    assertThat(lan.stack.dns().settings().servers()).isEmpty();
  }

  @Test
  @Covers("RFC 1122 §3.2.2.9: configurable")
  void theInterfaceMayBeLeftAlone() {
    bind(configuration().appliesLease(false), lease(DhcpMessageType.ACK));
    assertThat(hasAddress()).isFalse();
    assertThat(lan.events).containsExactly("bound 192.0.2.77/24");
    lan.client.stop();
    assertThat(lan.events).hasSize(2);
  }

  @Test
  void anAddressThatTheInterfaceHadBeforeStays() {
    lan.stack.ip().addAddress(IpCidr.parse("192.0.2.77/24"));
    bind();
    lan.client.stop();
    assertThat(hasAddress()).isTrue();
  }

  @Test
  void withoutANetmaskThePrefixIsThatOfTheClass() {
    bind(
        configuration(),
        DhcpOptions.builder()
            .messageType(DhcpMessageType.ACK)
            .address(DhcpOptionCode.SERVER_IDENTIFIER, DhcpLan.SERVER)
            .number32(DhcpOptionCode.LEASE_TIME, 60));
    assertThat(lan.client.lease().orElseThrow().cidr()).isEqualTo(IpCidr.parse("192.0.2.77/24"));
  }

  @Test
  void optionsGoOutAndComeIn() {
    bind(
        configuration()
            .hostName("printer")
            .vendorClass("zmol")
            .clientIdentifier(Bytes.parse("ff01020304"))
            .option(77, Bytes.parse("aabb"))
            .request(252),
        lease(DhcpMessageType.ACK)
            .text(252, "http://wpad/")
            .number16(DhcpOptionCode.INTERFACE_MTU, 1400)
            .text(DhcpOptionCode.DOMAIN_NAME, "example.org"));
    assertThat(asked().text(DhcpOptionCode.HOST_NAME)).contains("printer");
    assertThat(asked().text(DhcpOptionCode.VENDOR_CLASS)).contains("zmol");
    assertThat(asked().bytes(DhcpOptionCode.CLIENT_IDENTIFIER)).contains(Bytes.parse("ff01020304"));
    assertThat(asked().bytes(77)).contains(Bytes.parse("aabb"));
    assertThat(asked().bytes(DhcpOptionCode.PARAMETER_REQUEST_LIST).orElseThrow().toString()).endsWith("fc");
    DhcpLease lease = lan.client.lease().orElseThrow();
    assertThat(lease.options().text(252)).contains("http://wpad/");
    assertThat(lease.mtu()).hasValue(1400);
    assertThat(lease.domainSearch()).containsExactly("example.org");
    lan.client.release();
    lan.poll();
    assertThat(asked().bytes(DhcpOptionCode.CLIENT_IDENTIFIER)).contains(Bytes.parse("ff01020304"));
    assertThat(asked().has(DhcpOptionCode.HOST_NAME)).isFalse();
  }

  @Test
  @Covers("RFC 2132 §5.1")
  void theServerMaySayHowLongPacketsAre() {
    bind(configuration(), lease(DhcpMessageType.ACK).number16(DhcpOptionCode.INTERFACE_MTU, 700));
    assertThat(lan.stack.ip().pathMtu(ELSEWHERE, lan.now)).isEqualTo(700);
    assertThat(lan.stack.ip().pathReductions()).as("connections are told").isEqualTo(1);
    lan.client.stop();
    assertThat(lan.stack.ip().pathReductions()).isEqualTo(1);
    assertThat(lan.stack.ip().pathMtu(ELSEWHERE, lan.now)).isEqualTo(1500);
  }

  @ParameterizedTest
  @CsvSource({"67,1500", "68,68", "9000,1500"})
  void packetsAreNoLongerThanTheDeviceTakesAndNoShorterThanAllowed(int mtu, int expected) {
    bind(configuration(), lease(DhcpMessageType.ACK).number16(DhcpOptionCode.INTERFACE_MTU, mtu));
    assertThat(lan.stack.ip().pathMtu(ELSEWHERE, lan.now)).isEqualTo(expected);
  }
}
