package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.lowpan.compress.Dispatch;
import dev.zmol.lowpan.frame.FrameHeader;
import dev.zmol.lowpan.frame.FrameType;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.rpl.wire.RplOption.DodagConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks in virtual time, in both modes. */
@Covers("L2")
class RplNetworkTest {
  static final Ipv6Address ROOT = Ipv6Address.parse("2001:db8::1");

  static RplConfiguration root(RplMode mode) {
    return RplConfiguration.root(new IpCidr(ROOT, 64), mode);
  }

  /** The nodes of a line, the root first; each hears its neighbours. */
  static List<RadioNode> line(Radio radio, int count, RplMode mode) {
    var nodes = new ArrayList<RadioNode>();
    for (int k = 0; k < count; k++) {
      nodes.add(radio.add(k, 0, k == 0 ? root(mode) : RplConfiguration.DEFAULT));
    }
    return nodes;
  }

  static boolean all(Radio radio, Predicate<RadioNode> condition) {
    return radio.nodes().stream().allMatch(condition);
  }

  /** Whether the root has a route to each node. */
  static boolean isKnown(Radio radio) {
    return all(radio, RadioNode::isJoined)
        && radio.nodes().getFirst().rpl().routes().size() == radio.nodes().size() - 1;
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void lineFormsADodag(RplMode mode) {
    var radio = new Radio(1, 1.1, 0);
    List<RadioNode> nodes = line(radio, 5, mode);

    assertThat(radio.runUntil(60, () -> isKnown(radio))).isTrue();

    for (int k = 1; k < 5; k++) {
      RplStatus status = nodes.get(k).rpl().status().orElseThrow();
      assertThat(status.dodagId()).isEqualTo(ROOT);
      assertThat(status.mode()).isEqualTo(mode);
      assertThat(status.parent()).contains(nodes.get(k - 1).linkLocal());
      assertThat(Rank.dagRank(status.rank(), 256)).isEqualTo(k + 1);
      assertThat(status.address()).isEqualTo(new Ipv6Address(ROOT.high(), nodes.get(k).linkLocal().low()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void packetsGoUpAndDownAndAcross(RplMode mode) {
    var radio = new Radio(1, 1.1, 0);
    List<RadioNode> nodes = line(radio, 5, mode);
    radio.add(0, 1, RplConfiguration.DEFAULT);
    assertThat(radio.runUntil(60, () -> isKnown(radio))).isTrue();
    var fromRoot = new Echoes(nodes.getFirst());
    var fromLast = new Echoes(nodes.getLast());
    var fromOther = new Echoes(radio.nodes().getLast());

    fromRoot.send(nodes.getLast().address(), 300, radio.nowNanos());
    fromLast.send(ROOT, 300, radio.nowNanos());
    fromOther.send(nodes.getLast().address(), 300, radio.nowNanos());

    radio.run(20);
    assertThat(fromRoot.replies).as("from the root").isEqualTo(1);
    assertThat(fromLast.replies).as("from the last").isEqualTo(1);
    assertThat(fromOther.replies).as("across").isEqualTo(1);
    assertThat(fromOther.lastLength).isEqualTo(300);
  }

  @Test
  void routersForwardPingsInFourFragmentsAndMessagesAreCompressed() {
    var radio = new Radio(1, 1.1, 0);
    List<RadioNode> nodes = line(radio, 3, RplMode.STORING);
    var dispatches = new ArrayList<Dispatch>();
    var header = new FrameHeader();
    radio.observer(
        (frame, _) -> {
          byte[] bytes = frame.bytes();
          if (header.read(bytes, frame.offset(), frame.end()) && header.type() == FrameType.DATA) {
            dispatches.add(Dispatch.of(bytes[header.payload()]));
          }
        });
    assertThat(radio.runUntil(60, () -> isKnown(radio))).isTrue();
    radio.run(30);
    assertThat(dispatches).isNotEmpty().containsOnly(Dispatch.COMPRESSED);
    dispatches.clear();
    var echoes = new Echoes(nodes.getLast());

    echoes.send(ROOT, 300, radio.nowNanos());
    radio.runUntil(1, () -> echoes.replies == 1);

    // There and back, over two hops.
    assertThat(echoes.replies).isEqualTo(1);
    assertThat(Collections.frequency(dispatches, Dispatch.FIRST_FRAGMENT)).isEqualTo(4);
    assertThat(Collections.frequency(dispatches, Dispatch.SUBSEQUENT_FRAGMENT)).isEqualTo(12);
  }

  @Test
  void theLinkTellsWhatTransmissionsTake() {
    var radio = new Radio(1, 1.1, 0);
    List<RadioNode> nodes = line(radio, 2, RplMode.STORING);
    assertThat(radio.runUntil(60, () -> isKnown(radio))).isTrue();
    var echoes = new Echoes(nodes.getLast());
    echoes.send(ROOT, 8, radio.nowNanos());
    radio.run(2);
    int good = nodes.getLast().rpl().status().orElseThrow().rank();
    radio.air().loss(0.4);
    for (int k = 0; k < 20; k++) {
      echoes.send(ROOT, 8, radio.nowNanos());
      radio.run(2);
    }
    radio.run(60);
    // With one transmission to a packet, the rank is that of the root and the least increase.
    assertThat(good).isEqualTo(512);
    assertThat(nodes.getLast().rpl().status().orElseThrow().rank()).isGreaterThan(good);
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void networksOfTheOldOptionAreSpokenWith(RplMode mode) {
    var radio = new Radio(1, 1.1, 0);
    var dodag = RplConfiguration.DODAG;
    var old =
        new DodagConfiguration(
            0, false, 0, 8, 10, 10, dodag.maxRankIncrease(), 256, dodag.objectiveCodePoint(), 30, 60);
    for (int k = 0; k < 3; k++) {
      radio.add(k, 0, k == 0 ? root(mode).withDodag(old, false) : RplConfiguration.DEFAULT);
    }
    assertThat(radio.runUntil(60, () -> isKnown(radio))).isTrue();
    var up = new Echoes(radio.nodes().getLast());
    var down = new Echoes(radio.nodes().getFirst());

    up.send(ROOT, 8, radio.nowNanos());
    down.send(radio.nodes().getLast().address(), 300, radio.nowNanos());
    radio.run(5);

    assertThat(up.replies).isEqualTo(1);
    assertThat(down.replies).isEqualTo(1);
    down.send(radio.nodes().getLast().address(), 1240, radio.nowNanos());
    radio.run(5);
    assertThat(down.replies).as("in fragments of IPv6").isEqualTo(2);
  }
}
