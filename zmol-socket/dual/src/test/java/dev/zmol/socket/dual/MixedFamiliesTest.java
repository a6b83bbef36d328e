package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpEndpoint;
import org.junit.jupiter.api.Test;

/** What can go wrong only where there are two families. */
@Only(Family.DUAL)
class MixedFamiliesTest {
  private final TcpPair pair = new TcpPair();
  private final IpEndpoint remote = IpEndpoint.parse("[2001:db8::2]:80");

  @Test
  void bothSidesOfAConnectionAreOfOneFamily() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.client.tcp().connect(remote, pair.client.at(5_000)))
        .withMessage("local is 192.0.2.1:5000; it has to be of the family of [2001:db8::2]:80");
  }

  @Test
  @Covers("I3")
  void withoutAnAddressOfTheFamilyThereIsNoConnection() {
    assertThatIllegalStateException()
        .isThrownBy(() -> pair.client.tcp().connect(remote))
        .withMessage("there is no route, or no address of ours, to connect to [2001:db8::2]:80");
  }

  @Test
  void aSocketOfAnAddressSendsToItsFamilyOnly() {
    UdpSocket socket = pair.client.udp().bind(pair.client.at(7));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> socket.send(new byte[1], 0, 1, remote))
        .withMessage("remote is [2001:db8::2]:80; it has to be of the family of 192.0.2.1");
  }
}
