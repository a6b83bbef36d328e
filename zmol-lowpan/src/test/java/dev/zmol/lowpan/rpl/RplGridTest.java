package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hundred nodes in a grid, each of which hears its eight neighbours, and loses a tenth of what they say. */
@Covers("L2")
class RplGridTest {
  private static final int SIDE = 10;
  private static final double RANGE = 1.5;
  private static final double LOSS = 0.1;
  private static final int PAYLOAD = 300;

  private static Radio grid(long seed, RplMode mode) {
    var radio = new Radio(seed, RANGE, LOSS);
    for (int k = 0; k < SIDE * SIDE; k++) {
      radio.add(k % SIDE, Math.floorDiv(k, SIDE), k == 0 ? RplNetworkTest.root(mode) : RplConfiguration.DEFAULT);
    }
    return radio;
  }

  /** How many of the nodes get an answer of the root, each asking a few times at most. */
  private static long answered(Radio radio) {
    List<Echoes> echoes = radio.nodes().stream().skip(1).map(Echoes::new).toList();
    for (int round = 0; round < 5; round++) {
      for (int k = 0; k < echoes.size(); k++) {
        if (echoes.get(k).replies == 0) {
          echoes.get(k).send(RplNetworkTest.ROOT, PAYLOAD, radio.nowNanos());
          radio.run(1);
        }
      }
      radio.run(20);
    }
    assertThat(echoes).filteredOn(echo -> echo.replies > 0).allMatch(echo -> echo.lastLength == PAYLOAD);
    return echoes.stream().filter(echo -> echo.replies > 0).count();
  }

  private static void assertTree(Radio radio) {
    RplStatus root = radio.nodes().getFirst().rpl().status().orElseThrow();
    for (RadioNode node : radio.nodes()) {
      RplStatus status = node.rpl().status().orElseThrow();
      assertThat(status.dodagId()).isEqualTo(root.dodagId());
      assertThat(status.version()).isEqualTo(root.version());
      assertThat(hops(radio, node)).as("%s", node.linkLocal()).isBetween(0, 2 * SIDE);
    }
  }

  /** How many parents lie between a node and the root; -1 if they form a circle. */
  private static int hops(Radio radio, RadioNode node) {
    var seen = new ArrayList<RadioNode>();
    RadioNode at = node;
    while (at.rpl().status().orElseThrow().parent().isPresent()) {
      var parent = at.rpl().status().orElseThrow().parent().get();
      if (seen.contains(at)) {
        return -1;
      }
      seen.add(at);
      at = radio.nodes().stream().filter(other -> other.linkLocal().equals(parent)).findFirst().orElseThrow();
    }
    return seen.size();
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void aHundredNodesFormOneDodagAndReachTheRoot(RplMode mode) {
    Radio radio = grid(5, mode);

    assertThat(radio.runUntil(600, () -> RplNetworkTest.isKnown(radio)))
        .as(() -> "routes " + radio.nodes().getFirst().rpl().routes().size())
        .isTrue();

    assertTree(radio);
    assertThat(answered(radio)).isEqualTo(SIDE * SIDE - 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void theRootDiesAndReturns(RplMode mode) {
    Radio radio = grid(6, mode);
    assertThat(radio.runUntil(600, () -> RplNetworkTest.isKnown(radio))).isTrue();
    RadioNode root = radio.nodes().getFirst();

    radio.turnOff(root);
    radio.run(120);
    radio.replace(root, RplNetworkTest.root(mode));

    assertThat(radio.runUntil(900, () -> RplNetworkTest.isKnown(radio)))
        .as(() -> "routes " + radio.nodes().getFirst().rpl().routes().size())
        .isTrue();
    assertTree(radio);
    assertThat(answered(radio)).isEqualTo(SIDE * SIDE - 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void theSameSeedGivesTheSameTrace(RplMode mode) {
    Radio first = grid(7, mode);
    Radio second = grid(7, mode);
    Radio other = grid(8, mode);

    first.run(30);
    second.run(30);
    other.run(30);

    assertThat(second.trace()).isEqualTo(first.trace());
    assertThat(other.trace()).isNotEqualTo(first.trace());
  }
}
