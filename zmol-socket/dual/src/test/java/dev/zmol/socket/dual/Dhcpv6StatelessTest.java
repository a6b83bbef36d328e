package dev.zmol.socket.dual;

import static dev.zmol.socket.dual.Dhcpv6Lan.SERVER;
import static dev.zmol.socket.dual.Dhcpv6Lan.YOURS;
import static dev.zmol.socket.dual.Dhcpv6Lan.address;
import static dev.zmol.socket.dual.Dhcpv6Lan.identified;
import static dev.zmol.socket.dual.Dhcpv6Lan.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.dual.SlaacConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.Dhcpv6MessageType;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.NdpDnsServersOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything but addresses, from a server that a router tells of. */
@Only(Family.IPV6)
@Covers("S8")
class Dhcpv6StatelessTest extends Dhcpv6ClientFixture {
  @Test
  @Covers({"RFC 8504 §8.1: information", "RFC 8504 §8.4: both"})
  void informationIsAskedForAndRefreshed() {
    lan.client.startStateless(Dhcpv6Configuration.DEFAULT);
    lan.await();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.INFORMATION_REQUEST);
    assertThat(said().identityAssociations()).isEmpty();
    assertThat(said().bytes(Dhcpv6OptionCode.OPTION_REQUEST)).contains(Bytes.parse("0017 0018 0020 0053"));
    lan.reply(
        identified(SERVER)
            .address(Dhcpv6OptionCode.DNS_SERVERS, ANOTHER)
            .number32(Dhcpv6OptionCode.INFORMATION_REFRESH_TIME, 700));
    assertThat(lan.events).containsExactly("informed [2001:db8::78]");
    assertThat(lan.client.information().orElseThrow().dnsServers()).containsExactly(ANOTHER);
    long begin = lan.now;
    lan.await();
    assertThat(lan.now - begin).isEqualTo(700 * SECOND);
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.INFORMATION_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({"0,600", "599,600", "-1,86400"})
  void informationIsNotRefreshedTooSoon(long seconds, long expected) {
    lan.client.startStateless(Dhcpv6Configuration.DEFAULT);
    lan.await();
    Dhcpv6Options.Builder options = identified(SERVER);
    lan.reply(seconds < 0 ? options : options.number32(Dhcpv6OptionCode.INFORMATION_REFRESH_TIME, seconds));
    assertThat(lan.client.pollAt()).isEqualTo(lan.now + expected * SECOND);
  }

  @Test
  @Covers("RFC 8504 §8.1: DHCPv6")
  void aRouterSaysWhatIsToBeHad() {
    lan.client.advertised(false, false);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.STOPPED);
    lan.client.advertised(false, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.INFORMING);
    lan.client.advertised(true, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.SOLICITING);
    lan.client.advertised(false, false);
    assertThat(lan.client.state()).as("nothing is stopped").isEqualTo(Dhcpv6State.SOLICITING);
  }

  @Test
  @Covers({"RFC 4861 §4.2", "RFC 8504 §8.1: DHCPv6"})
  void aRouterStartsTheClient() {
    lan.stack.slaac().start(SlaacConfiguration.DEFAULT);
    lan.pass(Duration.ofSeconds(1));
    lan.router(false, false);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.STOPPED);
    lan.router(false, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.INFORMING);
    lan.router(true, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.SOLICITING);
  }

  @Test
  @Covers("RFC 4861 §4.2")
  void aRouterCannotStartAClientWhosePortIsTaken() {
    lan.stack.udp().bind(Dhcpv6Message.CLIENT_PORT);
    lan.stack.slaac().start(SlaacConfiguration.DEFAULT);
    lan.pass(Duration.ofSeconds(1));
    lan.router(true, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.STOPPED);
  }

  @Test
  @Covers({"RFC 3646 §3", "RFC 8106 §5.3.1", "RFC 8504 §8.4: both"})
  void theResolverAsksTheServersThatRoutersAndServersTell() {
    lan.stack.slaac().start(SlaacConfiguration.DEFAULT);
    lan.pass(Duration.ofSeconds(1));
    lan.router(false, true, new NdpDnsServersOption(600, List.of(YOURS)));
    assertThat(dnsServers()).containsExactly(YOURS);
    lan.await();
    lan.reply(
        identified(SERVER)
            .address(Dhcpv6OptionCode.DNS_SERVERS, ANOTHER)
            .bytes(Dhcpv6OptionCode.DOMAIN_LIST, Bytes.parse("0161 036f7267 00")));
    assertThat(dnsServers()).containsExactly(YOURS, ANOTHER);
    assertThat(lan.stack.dns().settings().searchList().domains()).containsExactly(DnsName.parse("a.org"));
    lan.pass(Duration.ofSeconds(601));
    assertThat(dnsServers()).as("the router has not said so again").containsExactly(ANOTHER);
  }

  @Test
  @Covers("RFC 3646 §3")
  void theServersOfAnAddressGoWithIt() {
    bind(lease().address(Dhcpv6OptionCode.DNS_SERVERS, ANOTHER));
    assertThat(dnsServers()).containsExactly(ANOTHER);
    lan.client.stop();
    assertThat(dnsServers()).isEmpty();
  }
}
