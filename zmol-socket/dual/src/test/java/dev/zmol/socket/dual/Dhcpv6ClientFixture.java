package dev.zmol.socket.dual;

import static dev.zmol.socket.dual.Dhcpv6Lan.YOURS;
import static dev.zmol.socket.dual.Dhcpv6Lan.address;
import static dev.zmol.socket.dual.Dhcpv6Lan.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;

/** A client on a cable whose other end is the test, and the steps that tests of it begin with. */
@Only(Family.IPV6)
abstract class Dhcpv6ClientFixture {
  static final long SECOND = 1_000_000_000L;
  static final Ipv6Address ANOTHER = Ipv6Address.parse("2001:db8::78");

  final Dhcpv6Lan lan = new Dhcpv6Lan();

  void start(Dhcpv6Configuration.Builder configuration) {
    lan.client.start(configuration.build());
    lan.await();
  }

  static Dhcpv6Configuration.Builder configuration() {
    return Dhcpv6Configuration.builder().conflictDetection(false);
  }

  void start() {
    start(configuration());
  }

  static Dhcpv6Options.Builder preferred(Dhcpv6Options.Builder options, int preference) {
    return options.number8(Dhcpv6OptionCode.PREFERENCE, preference);
  }

  /** Goes through the four messages. */
  void bind(Dhcpv6Options.Builder reply) {
    start();
    lan.advertise(preferred(lease(), 255));
    lan.reply(reply);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.BOUND);
  }

  void bind() {
    bind(lease());
  }

  int lastType() {
    return lan.last().message().type();
  }

  Dhcpv6Options said() {
    return lan.last().message().options();
  }

  List<Ipv6Address> saidAddresses() {
    return said().identityAssociations().getFirst().addresses().stream().map(one -> one.header().address()).toList();
  }

  boolean hasAddress() {
    return lan.stack.ip().isLocal(YOURS);
  }

  /** Whom the resolver asks. */
  List<IpAddress> dnsServers() {
    return lan.stack.dns().settings().servers().stream().map(IpEndpoint::address).toList();
  }
}
