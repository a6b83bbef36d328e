package dev.zmol.socket.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.dual.SourceFilter;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sockets that send to groups, and hear of them. */
@Specialize
@Covers({"S6", "I6"})
class UdpGroupsTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
  private static final int PORT = 5_000;

  private final TcpPair pair = new TcpPair();
  private final IpAddress group = TestStack.group();
  private final IpEndpoint everybody = new IpEndpoint(group, PORT);
  private final UdpSocket sender = pair.client.udp().bind(4_000);
  private final Udp server = pair.server.udp();
  private final byte[] buffer = new byte[100];

  private void send() {
    assertThat(sender.send(HELLO, 0, 5, everybody)).isTrue();
    pair.pass(Duration.ofMillis(20));
  }

  @Test
  void whoHasJoinedHearsAndWhoHasLeftDoesNot() {
    UdpSocket socket = server.bind(PORT);
    send();
    assertThat(socket.available()).isZero();

    socket.join(group);
    send();
    assertThat(socket.receive(buffer, 0, 100)).isEqualTo(5);
    assertThat(socket.destination()).isEqualTo(group);
    assertThat(socket.source()).isEqualTo(pair.client.at(4_000));
    assertThat(socket.hopLimit()).isOne();

    assertThat(socket.leave(group)).isTrue();
    assertThat(socket.leave(group)).isFalse();
    send();
    assertThat(socket.available()).isZero();
    assertThat(pair.server.drops().of(DropReason.IP_NOT_FOR_US)).isEqualTo(2);
  }

  @Test
  void closingLeavesAllGroups() {
    UdpSocket socket = server.bind(PORT);
    socket.join(group);
    assertThat(pair.server.ip().groups().isMember(group)).isTrue();

    socket.close();

    assertThat(pair.server.ip().groups().isMember(group)).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> socket.join(group));
  }

  @Test
  void severalSocketsShareAPortAndEachHearsItsGroups() {
    UdpSocket first = server.bindShared(PORT);
    UdpSocket second = server.bindShared(PORT);
    UdpSocket third = server.bindShared(PORT);
    UdpSocket ofGroup = server.bindShared(everybody);
    first.join(group);
    second.join(group);
    ofGroup.join(group);

    send();

    assertThat(first.available()).isOne();
    assertThat(second.available()).isOne();
    assertThat(ofGroup.available()).isOne();
    assertThat(third.available()).as("has not joined").isZero();

    sender.send(HELLO, 0, 5, pair.server.at(PORT));
    pair.pass(Duration.ofMillis(20));
    assertThat(third.available()).as("was bound last").isOne();
    assertThat(first.available()).isOne();
    assertThat(ofGroup.available()).isOne();
    assertThatIllegalStateException().isThrownBy(() -> server.bind(PORT));
  }

  @Test
  void whatTheInterfaceHasJoinedIsForAllSockets() {
    UdpSocket socket = server.bind(PORT);
    pair.server.ip().groups().join(group);

    send();

    assertThat(socket.available()).isOne();
  }

  @Test
  void sourcesAreFilteredForEachSocket() {
    IpAddress source = pair.client.address();
    UdpSocket include = server.bindShared(PORT);
    UdpSocket exclude = server.bindShared(PORT);
    UdpSocket any = server.bindShared(PORT);
    include.join(group, SourceFilter.include(List.of(source)));
    exclude.join(group, SourceFilter.exclude(List.of(source)));
    any.join(group);

    send();
    assertThat(include.available()).isOne();
    assertThat(exclude.available()).isZero();
    assertThat(any.available()).isOne();

    any.leave(group);
    include.join(group, SourceFilter.include(List.of(TestStack.stranger(1))));
    send();
    assertThat(include.available()).isOne();
    assertThat(pair.server.drops().of(DropReason.GROUP_SOURCE_FILTERED)).isOne();
  }

  @Test
  void theHopLimitForGroupsIsItsOwn() {
    UdpSocket socket = server.bind(PORT);
    socket.join(group);
    sender.multicastHopLimit(9);
    send();
    socket.receive(buffer, 0, 100);
    assertThat(socket.hopLimit()).isEqualTo(9);

    sender.hopLimit(255);
    send();
    socket.receive(buffer, 0, 100);
    assertThat(socket.hopLimit()).isEqualTo(255);
    assertThatIllegalArgumentException().isThrownBy(() -> sender.multicastHopLimit(0));
  }

  @Test
  void whoHasJoinedHearsWhatThisStackSendsUnlessTheSenderSaysOtherwise() {
    UdpSocket member = pair.client.udp().bind(PORT);
    member.join(group);
    send();
    assertThat(member.receive(buffer, 0, 100)).isEqualTo(5);
    assertThat(member.source()).isEqualTo(pair.client.at(4_000));
    assertThat(member.destination()).isEqualTo(group);

    sender.multicastLoop(false);
    send();
    assertThat(member.available()).isZero();
  }

  @Test
  @Covers("RFC 1122 §4.1.3.6: valid source")
  void aReplyToAGroupComesFromAnAddressOfOurs() {
    UdpSocket socket = server.bind(PORT);
    socket.join(group);
    send();
    socket.receive(buffer, 0, 100);

    assertThat(socket.reply(HELLO, 0, 5)).isTrue();
    pair.pass(Duration.ofMillis(20));

    assertThat(sender.receive(buffer, 0, 100)).isEqualTo(5);
    assertThat(sender.source()).isEqualTo(pair.server.at(PORT));
  }

  @Test
  @Only(IPV4)
  @Covers({"handle UDP broadcast", "RFC 1122 §3.3.6: link"})
  void broadcastsComeToAllSocketsAndMayBeForbidden() {
    UdpSocket first = server.bindShared(PORT);
    UdpSocket second = server.bindShared(PORT);
    IpEndpoint broadcast = new IpEndpoint(IpAddress.parse("192.0.2.255"), PORT);

    assertThat(sender.send(HELLO, 0, 5, broadcast)).isTrue();
    pair.pass(Duration.ofMillis(20));

    assertThat(first.available()).isOne();
    assertThat(second.available()).isOne();
    sender.broadcast(false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sender.send(HELLO, 0, 5, broadcast))
        .withMessageContaining("192.0.2.255");
  }
}
