package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.wire.dual.Icmpv6Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Only(IPV6)
class Ipv6IcmpErrorTest extends IcmpErrorBehavior {
  Ipv6IcmpErrorTest() {
    super(Site.ipv6());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 68, 1279})
  void mtuThatNoLinkOfIpv6HasIsNotBelieved(int mtu) {
    host.receive(error(Icmpv6Type.PACKET_TOO_BIG, 0, mtu, ownDatagram(8)), 1);

    assertThat(host.icmp.pendingError()).isNull();
    assertThat(host.drops.of(DropReason.ICMP_MALFORMED)).isOne();
  }
}
