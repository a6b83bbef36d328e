package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Only(IPV6)
class Ipv6GroupsTest extends GroupsBehavior {
  Ipv6GroupsTest() {
    super(Site.ipv6(), Ipv6Address.parse("ff05::1:3"), Ipv6Address.parse("ff15::1:3"));
  }

  @Test
  @Covers({
    "setIpv6Addrs auto-joins solicited-node and all-nodes multicast",
    "hasSolicitedNode positive and negative"
  })
  void solicitedNodeGroupsAreJoinedWithTheirAddresses() {
    Host host = Host.ethernet(IpCidr.parse("2001:db8::1/64"));
    Ipv6Address group = Ipv6Address.parse("2001:db8::1").solicitedNode();
    Ipv6Address other = Ipv6Address.parse("2001:db8::22:3333").solicitedNode();
    assertThat(host.ip.groups().isMember(group)).isTrue();
    assertThat(host.ip.groups().isMember(other)).isFalse();

    host.ip.addAddress(IpCidr.parse("2001:db8:1::22:3333/64"));
    host.ip.addAddress(IpCidr.parse("2001:db8:2::22:3333/64"));
    assertThat(host.ip.groups().isMember(other)).isTrue();

    host.ip.removeAddress(Ipv6Address.parse("2001:db8:1::22:3333"));
    assertThat(host.ip.groups().isMember(other)).isTrue();

    host.ip.removeAddress(Ipv6Address.parse("2001:db8:2::22:3333"));
    assertThat(host.ip.groups().isMember(other)).isFalse();
  }

  @Test
  void addressThatIsAddedAgainChangesNoGroup() {
    Host host = Host.ethernet(IpCidr.parse("2001:db8::1/64"));
    List<IpAddress> told = new ArrayList<>();
    host.ip.groups().listener((group, _, _) -> told.add(group));

    host.ip.addAddress(IpCidr.parse("2001:db8::1/48"));

    assertThat(told).isEmpty();
  }
}
