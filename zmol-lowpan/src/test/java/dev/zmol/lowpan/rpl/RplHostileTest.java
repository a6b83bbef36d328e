package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.ipv6.IcmpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames that look like those of a network, with some bytes changed. */
@Covers("L2")
class RplHostileTest {
  private static final int FRAMES = 60_000;
  private static final int ETHERNET = 14;
  private static final int IP = 40;
  private static final int NEIGHBORS = 4;
  private static final int ROUTES = 8;

  private static List<byte[]> samples(Radio radio, List<RadioNode> nodes) {
    var samples = new ArrayList<byte[]>();
    radio.observer((frame, _, _) -> samples.add(frame.clone()));
    assertThat(radio.runUntil(60, () -> RplNetworkTest.isKnown(radio))).isTrue();
    var up = new Echoes(nodes.getLast());
    var down = new Echoes(nodes.getFirst());
    for (int k = 0; k < 20; k++) {
      up.send(RplNetworkTest.ROOT, 8, radio.nowNanos());
      down.send(nodes.getLast().address(), 8, radio.nowNanos());
      radio.run(1);
    }
    radio.observer((_, _, _) -> {});
    return samples;
  }

  private static byte[] mutate(byte[] sample, Random random) {
    byte[] frame = sample.clone();
    for (int k = 1 + random.nextInt(4); k > 0; k--) {
      int at = ETHERNET + (random.nextInt(8) == 0 ? random.nextInt(IP) : IP + random.nextInt(frame.length - ETHERNET - IP));
      frame[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (frame[at] + random.nextInt(3) - 1);
    }
    int icmp = ETHERNET + IP;
    if (frame[ETHERNET + 6] == 58 && random.nextInt(20) != 0) {
      long sum = IcmpMessage.pseudoHeader(frame, ETHERNET, frame.length - icmp);
      IcmpMessage.fillChecksum(frame, icmp, frame.length, sum);
    }
    return frame;
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void mutatedFramesBreakNothing(RplMode mode) {
    var radio = new Radio(4, 1.1, 0);
    var nodes = new ArrayList<RadioNode>();
    for (int k = 0; k < 4; k++) {
      RplConfiguration role = k == 0 ? RplNetworkTest.root(mode) : RplConfiguration.DEFAULT;
      nodes.add(radio.add(k, 0, role.withLimits(NEIGHBORS, ROUTES)));
    }
    List<byte[]> samples = samples(radio, nodes);
    var random = new Random(4);
    var packet = new Packet(1500);

    for (int k = 0; k < FRAMES; k++) {
      byte[] frame = mutate(samples.get(random.nextInt(samples.size())), random);
      RadioNode victim = nodes.get(random.nextInt(nodes.size()));
      packet.clear();
      packet.set(packet.offset(), frame.length);
      System.arraycopy(frame, 0, packet.bytes(), packet.offset(), frame.length);
      victim.stack().ingress(packet, radio.nowNanos());
      if (k % 100 == 0) {
        radio.runUntil(1, () -> false);
      }
      assertThat(victim.rpl().routes().size()).isLessThanOrEqualTo(ROUTES);
      assertThat(victim.rpl().neighborCount()).isLessThanOrEqualTo(NEIGHBORS);
      assertThat(victim.stack().ip().routes().list().size()).isLessThanOrEqualTo(ROUTES + 2);
    }

    assertThat(nodes).allSatisfy(node ->
        assertThat(node.stack().drops().nonZero()).containsKeys(DropReason.RPL_MALFORMED, DropReason.RPL_NOT_OURS));
  }
}
