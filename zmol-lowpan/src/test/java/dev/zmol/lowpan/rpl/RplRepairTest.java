package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.iface.ipv6.IcmpError;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.rpl.wire.RplOption.DodagConfiguration;
import dev.zmol.lowpan.rpl.wire.SequenceCounter;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when nodes go and come. */
@Covers("L2")
class RplRepairTest {
  /** A root, two nodes that hear it, and one behind them that hears both. */
  private static Radio diamond(RplMode mode) {
    var radio = new Radio(2, 1.1, 0);
    radio.add(0, 0, RplNetworkTest.root(mode));
    radio.add(0.7, 0.7, RplConfiguration.DEFAULT);
    radio.add(0.7, -0.7, RplConfiguration.DEFAULT);
    radio.add(1.4, 0, RplConfiguration.DEFAULT);
    assertThat(radio.runUntil(60, () -> RplNetworkTest.isKnown(radio))).isTrue();
    return radio;
  }

  private static RadioNode parentOf(Radio radio, RadioNode node) {
    Ipv6Address parent = node.rpl().status().orElseThrow().parent().orElseThrow();
    return radio.nodes().stream().filter(other -> other.linkLocal().equals(parent)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void nodeWhoseParentDiesTakesAnother(RplMode mode) {
    Radio radio = diamond(mode);
    RadioNode last = radio.nodes().getLast();
    RadioNode before = parentOf(radio, last);
    radio.turnOff(before);
    var echoes = new Echoes(last);

    for (int k = 0; k < 10; k++) {
      echoes.send(RplNetworkTest.ROOT, 8, radio.nowNanos());
      radio.run(15);
    }

    assertThat(parentOf(radio, last)).isNotSameAs(before);
    assertThat(echoes.replies).isPositive();
    var fromRoot = new Echoes(radio.nodes().getFirst());
    fromRoot.send(last.address(), 8, radio.nowNanos());
    radio.run(10);
    assertThat(fromRoot.replies).isEqualTo(1);
  }

  @Test
  void nodeThatLosesItsParentPoisonsThoseBelow() {
    var radio = new Radio(2, 1.1, 0);
    List<RadioNode> nodes = RplNetworkTest.line(radio, 4, RplMode.STORING);
    assertThat(radio.runUntil(60, () -> RplNetworkTest.isKnown(radio))).isTrue();
    radio.turnOff(nodes.getFirst());

    nodes.get(1).rpl().localRepair(radio.nowNanos());
    boolean poisoned = radio.runUntil(30, () -> nodes.stream().skip(1).noneMatch(RadioNode::isJoined));

    assertThat(poisoned).isTrue();
    radio.run(100);
    assertThat(nodes.stream().skip(1)).noneMatch(RadioNode::isJoined);
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void localRepairFindsTheWayBack(RplMode mode) {
    var radio = new Radio(2, 1.1, 0);
    List<RadioNode> nodes = RplNetworkTest.line(radio, 4, mode);
    assertThat(radio.runUntil(60, () -> RplNetworkTest.isKnown(radio))).isTrue();

    nodes.get(1).rpl().localRepair(radio.nowNanos());
    assertThat(nodes.get(1).isJoined()).isFalse();

    assertThat(radio.runUntil(120, () -> RplNetworkTest.all(radio, RadioNode::isJoined))).isTrue();
    radio.run(20);
    var fromRoot = new Echoes(nodes.getFirst());
    fromRoot.send(nodes.getLast().address(), 8, radio.nowNanos());
    radio.run(20);
    assertThat(fromRoot.replies).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void globalRepairMakesANewVersion(RplMode mode) {
    Radio radio = diamond(mode);
    RadioNode root = radio.nodes().getFirst();

    root.rpl().globalRepair(radio.nowNanos());

    int version = SequenceCounter.next(SequenceCounter.START);
    assertThat(root.rpl().routes()).isEmpty();
    assertThat(
            radio.runUntil(
                120,
                () ->
                    RplNetworkTest.isKnown(radio)
                        && RplNetworkTest.all(
                            radio, node -> node.rpl().status().orElseThrow().version() == version)))
        .isTrue();
  }

  @Test
  void refreshBringsBackRoutesThatAreLost() {
    Radio radio = diamond(RplMode.STORING);
    RadioNode root = radio.nodes().getFirst();
    radio.turnOff(root);
    RadioNode again = radio.replace(root, RplNetworkTest.root(RplMode.STORING));
    assertThat(radio.runUntil(120, () -> RplNetworkTest.isKnown(radio))).isTrue();

    again.rpl().refreshRoutes(radio.nowNanos());
    radio.run(30);

    assertThat(again.rpl().routes()).hasSize(3);
  }

  @Test
  void leafIsReachedAndForwardsNothing() {
    var radio = new Radio(2, 1.1, 0);
    radio.add(0, 0, RplNetworkTest.root(RplMode.STORING));
    RadioNode leaf = radio.add(1, 0, RplConfiguration.leaf());
    RadioNode behind = radio.add(2, 0, RplConfiguration.DEFAULT);

    radio.run(60);

    assertThat(leaf.isJoined()).isTrue();
    assertThat(behind.isJoined()).isFalse();
    var fromRoot = new Echoes(radio.nodes().getFirst());
    fromRoot.send(leaf.address(), 8, radio.nowNanos());
    radio.run(10);
    assertThat(fromRoot.replies).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void rootTellsWhoAsksForANodeThatIsNotThere(RplMode mode) {
    Radio radio = diamond(mode);
    var echoes = new Echoes(radio.nodes().getLast());

    echoes.send(new Ipv6Address(RplNetworkTest.ROOT.high(), 0x77), 8, radio.nowNanos());
    radio.run(20);

    assertThat(echoes.errors).containsExactly(IcmpError.Kind.UNREACHABLE);
  }

  @Test
  void routesExpireThatAreNotToldAgain() {
    Radio radio = diamond(RplMode.STORING);
    radio.turnOff(radio.nodes().getLast());
    RadioNode root = radio.nodes().getFirst();

    radio.run(1700);
    assertThat(root.rpl().routes()).hasSize(3);
    radio.run(1800);
    assertThat(root.rpl().routes()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(RplObjective.class)
  void objectiveFunctionsOfTheRootAreUsed(RplObjective objective) {
    var radio = new Radio(2, 1.1, 0);
    var dodag = RplConfiguration.DODAG;
    var own =
        new DodagConfiguration(
            dodag.flags(), false, 0, 8, 9, 10, dodag.maxRankIncrease(), 128, objective.codePoint(), 30, 60);
    radio.add(0, 0, RplNetworkTest.root(RplMode.STORING).withDodag(own, true));
    radio.add(1, 0, RplConfiguration.DEFAULT);
    RadioNode last = radio.add(2, 0, RplConfiguration.DEFAULT);

    assertThat(radio.runUntil(60, () -> RplNetworkTest.isKnown(radio))).isTrue();

    int rank = last.rpl().status().orElseThrow().rank();
    assertThat(Rank.dagRank(rank, 128)).isBetween(3, objective == RplObjective.ZERO ? 7 : 4);
  }

  @Test
  void misuseIsRefused() {
    Radio radio = diamond(RplMode.STORING);
    Rpl router = radio.nodes().getLast().rpl();
    assertThatIllegalStateException()
        .isThrownBy(() -> router.globalRepair(radio.nowNanos()))
        .withMessage("the node is a ROUTER; only a root can do that");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router.transmitted(RplNetworkTest.ROOT, 0, true))
        .withMessage("transmissions is 0; it has to be 1 or more");
  }
}
