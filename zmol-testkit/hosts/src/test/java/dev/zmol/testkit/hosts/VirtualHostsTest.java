package dev.zmol.testkit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.testkit.network.LinkConditions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VirtualHostsTest {
  private static final int PORT = 9;
  private static final byte[] DATA = {1, 2, 3};

  @RegisterExtension final HostNetwork network = HostNetwork.virtual("alice", "bob", "carol");

  private boolean reaches(String from, String to) {
    UdpSocket receiver = network.host(to).stack().udp().bind(PORT);
    UdpSocket sender = network.host(from).stack().udp().bind(PORT + 1);
    sender.send(DATA, 0, DATA.length, network.host(to).endpoint(PORT));
    boolean arrived = network.runUntil(() -> receiver.available() > 0, Duration.ofSeconds(10));
    receiver.close();
    sender.close();
    return arrived;
  }

  @Test
  void hostsReachEachOther() {
    assertThat(reaches("alice", "bob")).isTrue();
    assertThat(reaches("bob", "carol")).isTrue();
  }

  @Test
  void aPartitionSeparatesItsPartsAndHeals() {
    network.partition(List.of("alice"), List.of("bob", "carol"));
    assertThat(reaches("alice", "bob")).isFalse();
    assertThat(reaches("carol", "bob")).isTrue();
    network.heal();
    assertThat(reaches("alice", "bob")).isTrue();
  }

  @Test
  void whoIsInNoPartIsWithTheOthersThatAreNot() {
    network.partition(List.of("alice"));
    assertThat(reaches("bob", "carol")).isTrue();
    assertThat(reaches("bob", "alice")).isFalse();
  }

  @Test
  void scriptedFaultsHappenAtTheirTime() {
    network.after(Duration.ofSeconds(2), () -> network.partition(List.of("alice")));
    network.after(Duration.ofSeconds(4), network::heal);
    assertThat(reaches("alice", "bob")).isTrue();
    network.runFor(Duration.ofSeconds(3));
    UdpSocket receiver = network.host("bob").stack().udp().bind(PORT);
    UdpSocket sender = network.host("alice").stack().udp().bind(PORT);
    sender.send(DATA, 0, DATA.length, network.host("bob").endpoint(PORT));
    assertThat(network.runUntil(() -> receiver.available() > 0, Duration.ofSeconds(5))).isFalse();
    sender.send(DATA, 0, DATA.length, network.host("bob").endpoint(PORT));
    assertThat(network.runUntil(() -> receiver.available() > 0, Duration.ofSeconds(1))).isTrue();
  }

  @Test
  void conditionsTakeTime() {
    network.conditions("bob", LinkConditions.PERFECT.withLatency(Duration.ofMinutes(1)));
    assertThat(reaches("alice", "bob")).isFalse();
  }

  @Test
  void waitingTakesNoTime() {
    long before = network.nowNanos();
    network.runFor(Duration.ofDays(1));
    assertThat(network.nowNanos() - before).isEqualTo(Duration.ofDays(1).toNanos());
  }

  @Test
  void misuseIsToldApart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.host("dave"))
        .withMessageContaining("[alice, bob, carol]");
    assertThatIllegalArgumentException().isThrownBy(() -> HostNetwork.virtual("a", "a"));
    assertThatIllegalArgumentException().isThrownBy(HostNetwork::real);
    assertThatIllegalStateException().isThrownBy(() -> network.host("bob").runner());
    assertThat(network.names()).hasSize(3);
  }
}
