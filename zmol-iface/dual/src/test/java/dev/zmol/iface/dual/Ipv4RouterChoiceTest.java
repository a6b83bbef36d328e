package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.Icmpv4Type;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import org.junit.jupiter.api.Test;

@Only(IPV4)
class Ipv4RouterChoiceTest extends RouterChoiceBehavior {
  Ipv4RouterChoiceTest() {
    super(Site.ipv4(), "192.0.2.253", "0.0.0.0/0");
  }

  @Override
  IpAddress better() {
    return IpAddress.parse("192.0.2.252");
  }

  @Override
  String floodDestination(int number) {
    return "198.18." + number / 250 + "." + number % 250;
  }

  @Test
  @Covers({"RFC 1122 §3.2.2.2: kinds", "RFC 1122 §3.3.1.2: redirects"})
  void redirectOfANetworkIsOneOfTheHost() {
    begin();
    byte[] quote = Frames.echoRequest(site.host(), site.remote(), 1, 0);
    byte[] message = new byte[8 + quote.length];
    IcmpMessage.emit(message, 0, Icmpv4Type.REDIRECT, 0, Ipv4Address.parse("192.0.2.252").bits());
    System.arraycopy(quote, 0, message, 8, quote.length);
    byte[] redirect = Frames.icmp(site.gateway(), site.host(), message);

    host.receive(Frames.ethernet(Frames.OWN_MAC, Frames.PEER_MAC, redirect), SECOND);
    ping(2 * SECOND);
    answer(better(), Frames.OTHER_MAC, 2 * SECOND);

    assertThat(lastDestination()).isEqualTo(Frames.OTHER_MAC.bits());
  }
}
