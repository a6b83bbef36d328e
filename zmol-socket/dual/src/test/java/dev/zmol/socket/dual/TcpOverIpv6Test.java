package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is different over IPv6, in the dual-stack flavour too. */
@Only(Family.IPV6)
class TcpOverIpv6Test {
  private static final LinkConditions ROUGH =
      LinkConditions.PERFECT
          .withLatency(Duration.ofMillis(1))
          .withLoss(0.02)
          .withReordering(0.02, Duration.ofMillis(3));

  @Test
  @Covers({"S1", "S2"})
  void dataSurvivesLossAndReordering() {
    TcpPair pair = TcpPair.overIpv6(TcpPair.SEGMENTING, ROUGH);
    Transfer[] both = Transfer.bothWays(pair.connect(), 2L << 20, 5);

    assertThat(pair.until(() -> both[0].isFinished() && both[1].isFinished())).isTrue();
    assertThat(both).allMatch(Transfer::isIntact);
  }

  @Test
  @Covers({"MUST-16", "MUST-67", "SHLD-6"})
  void theSegmentSizeLeavesRoomForTheLongerHeader() {
    TcpPair pair = TcpPair.overIpv6(TcpPair.ETHERNET_SIZED, LinkConditions.PERFECT);

    TcpPair.Ends ends = pair.connect();

    assertThat(ends.left().info().sendSegmentSize()).isEqualTo(1500 - 40 - 20 - 12);
    assertThat(ends.left().defaultSegmentSize()).isEqualTo(1220);
  }

  @Test
  @Covers({
    "S6",
    "stack v6 UDP socket rejects zero checksum",
    "stack v6 UDP egress dispatches datagram with mandatory checksum"
  })
  void datagramsNeedAChecksum() {
    TcpPair pair = TcpPair.overIpv6(TcpPair.ETHERNET_SIZED, LinkConditions.PERFECT);
    UdpSocket server = pair.server.udp().bind(7);
    UdpSocket client = pair.client.udp().bind();
    client.send(new byte[5], 0, 5, pair.server.at(7));
    pair.pass(Duration.ofMillis(1));
    assertThat(server.available()).isOne();

    pair.link.filterToRight(
        packet -> {
          packet.bytes()[packet.end() - 13 + 6] = 0;
          packet.bytes()[packet.end() - 13 + 7] = 0;
          return true;
        });
    client.send(new byte[5], 0, 5, pair.server.at(7));
    pair.pass(Duration.ofMillis(1));

    assertThat(server.available()).isOne();
    assertThat(pair.server.drops().of(DropReason.UDP_CHECKSUM)).isOne();
  }
}
