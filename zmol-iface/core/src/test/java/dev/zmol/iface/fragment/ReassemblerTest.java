package dev.zmol.iface.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReassemblerTest {
  private final Pieces pieces = new Pieces(ReassemblyLimits.DEFAULT);

  private static void assertWhole(PartialDatagram datagram, int length) {
    byte[] copy = new byte[5 + length];
    assertThat(datagram).isNotNull();
    assertThat(datagram.length()).isEqualTo(length);
    assertThat(datagram.copyData(copy, 5)).isEqualTo(5 + length);
    for (int k = 0; k < length; k++) {
      assertThat(copy[5 + k]).isEqualTo(Pieces.dataAt(k));
    }
    byte[] headers = new byte[Pieces.HEADERS];
    datagram.copyHeaders(headers, 0, datagram.headersLength());
    assertThat(headers).startsWith(0x40, 0x41).endsWith(0x53);
  }

  private void assertEmpty() {
    assertThat(pieces.reassembler.size()).isZero();
    assertThat(pieces.reassembler.memory()).isZero();
  }

  @Test
  @Covers("reassembler two-part assembly")
  void twoFragmentsMakeADatagram() {
    assertThat(pieces.send(0, 16, true)).isNull();
    assertWhole(pieces.send(16, 5, false), 21);
    assertEmpty();
    assertThat(pieces.drops.total()).isZero();
  }

  @Test
  @Covers("reassembler out-of-order assembly")
  void orderDoesNotMatter() {
    for (int seed = 0; seed < 100; seed++) {
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
      Collections.shuffle(order, new Random(seed));
      PartialDatagram whole = null;
      for (int k : order) {
        assertThat(whole).as("seed %d", seed).isNull();
        whole = pieces.send(k * 24, k == 7 ? 3 : 24, k != 7);
      }
      assertWhole(whole, 7 * 24 + 3);
    }
    assertEmpty();
  }

  @Test
  @Covers("I5")
  void manyDatagramsAreReassembledAtOnce() {
    for (int id = 0; id < 1000; id++) {
      assertThat(pieces.send(id % 10, id, 8, 1, false, id)).isNull();
    }
    assertThat(pieces.reassembler.size()).isEqualTo(1000);
    for (int id = 999; id >= 0; id--) {
      assertWhole(pieces.send(id % 10, id, 0, 8, true, 2000), 9);
    }
    assertEmpty();
  }

  @Test
  void sourceDestinationAndIdentificationTellDatagramsApart() {
    pieces.send(1, 1, 7, 0, 8, true, 0, 0);
    assertThat(pieces.send(2, 1, 7, 8, 8, false, 0, 0)).isNull();
    assertThat(pieces.send(1, 2, 7, 8, 8, false, 0, 0)).isNull();
    assertThat(pieces.send(1, 1, 8, 8, 8, false, 0, 0)).isNull();
    assertThat(pieces.reassembler.size()).isEqualTo(4);
    assertWhole(pieces.send(1, 1, 7, 8, 8, false, 0, 0), 16);
  }

  @Test
  void longestDatagramInTheSmallestFragments() {
    PartialDatagram whole = null;
    for (int offset = 0; offset < 65_528; offset += 8) {
      assertThat(whole).isNull();
      whole = pieces.send(offset, 8, offset < 65_520);
    }
    assertWhole(whole, 65_528);
    assertEmpty();
  }

  @Test
  void exactDuplicateIsDroppedAlone() {
    pieces.send(0, 8, true);
    pieces.send(0, 8, true);
    pieces.send(16, 8, false);
    pieces.send(16, 8, false);
    assertWhole(pieces.send(8, 8, true), 24);
    assertThat(pieces.drops.of(DropReason.IP_FRAGMENT_DUPLICATE)).isEqualTo(2);
    assertThat(pieces.drops.total()).isEqualTo(2);
  }

  @Test
  void duplicateOfOtherContentIsNone() {
    pieces.send(0, 8, true);
    pieces.send(1, 1, 7, 0, 8, true, 1, 0);
    assertThat(pieces.send(8, 8, false)).isNull();
    assertThat(pieces.drops.of(DropReason.IP_FRAGMENT_CONFLICT)).isEqualTo(3);
  }

  /** Nothing of an overlapping datagram is delivered, fragments that are still to come included (RFC 5722 §4). */
  @Test
  @Covers("reassembler overlapping fragments")
  void overlapGivesUpAllOfTheDatagram() {
    int[][] overlaps = {{8, 24}, {16, 8}, {24, 16}, {0, 64}, {32, 8}, {0, 24}, {8, 40}};
    for (int[] overlap : overlaps) {
      Pieces other = new Pieces(ReassemblyLimits.DEFAULT);
      other.send(16, 24, true);
      assertThat(other.send(overlap[0], overlap[1], true)).isNull();
      assertThat(other.send(0, 16, true)).isNull();
      assertThat(other.send(16, 24, true)).isNull();
      assertThat(other.send(40, 8, false)).isNull();
      assertThat(other.drops.of(DropReason.IP_FRAGMENT_CONFLICT)).isEqualTo(5);
      assertThat(other.reassembler.memory()).isEqualTo(PartialDatagram.OVERHEAD);
      PartialDatagram expired = other.reassembler.pollExpired(60 * Pieces.SECOND);
      assertThat(expired.hasFirst()).as("in silence").isFalse();
    }
  }

  @Test
  void neighborsDoNotOverlap() {
    pieces.send(16, 24, true);
    pieces.send(8, 8, true);
    pieces.send(40, 8, false);
    assertWhole(pieces.send(0, 8, true), 48);
  }

  @Test
  void twoEndsContradictEachOther() {
    pieces.send(16, 8, false);
    pieces.send(24, 8, false);
    assertThat(pieces.drops.of(DropReason.IP_FRAGMENT_CONFLICT)).isEqualTo(2);
  }

  @Test
  void dataBehindTheEndContradictsIt() {
    pieces.send(16, 8, false);
    pieces.send(24, 8, true);
    assertThat(pieces.drops.of(DropReason.IP_FRAGMENT_CONFLICT)).isEqualTo(2);
  }

  @Test
  void endBeforeDataContradictsIt() {
    pieces.send(24, 8, true);
    pieces.send(8, 8, false);
    assertThat(pieces.drops.of(DropReason.IP_FRAGMENT_CONFLICT)).isEqualTo(2);
  }

  @Test
  void lastFragmentThatIsToGoOnContradictsItself() {
    pieces.send(8, 8, false);
    pieces.send(8, 8, true);
    assertThat(pieces.drops.of(DropReason.IP_FRAGMENT_CONFLICT)).isEqualTo(2);
  }

  @Test
  void emptyAndOddFragmentsAreMalformed() {
    pieces.send(8, 0, true);
    pieces.send(8, 0, false);
    pieces.send(8, 7, true);
    assertThat(pieces.drops.of(DropReason.IP_FRAGMENT_MALFORMED)).isEqualTo(3);
    assertEmpty();
  }

  @Test
  @Covers("reassembler expiry")
  void incompleteDatagramIsGivenUpAfterSixtySeconds() {
    pieces.send(1, 7, 0, 8, true, 5);
    pieces.send(1, 8, 8, 8, true, 6);
    pieces.send(1, 7, 16, 8, false, 20 * Pieces.SECOND);
    assertThat(pieces.reassembler.nextExpiry()).isEqualTo(60 * Pieces.SECOND + 5);
    assertThat(pieces.reassembler.pollExpired(60 * Pieces.SECOND + 4)).isNull();

    PartialDatagram expired = pieces.reassembler.pollExpired(60 * Pieces.SECOND + 5);

    assertThat(expired.hasFirst()).isTrue();
    assertThat(expired.copyData(new byte[64], 0)).as("the first fragment").isEqualTo(8);
    assertThat(pieces.drops.of(DropReason.IP_REASSEMBLY_TIMEOUT)).isEqualTo(2);
    assertThat(pieces.reassembler.pollExpired(60 * Pieces.SECOND + 6).hasFirst()).isFalse();
    assertThat(pieces.reassembler.nextExpiry()).isEqualTo(Long.MAX_VALUE);
    assertEmpty();
  }

  @Test
  void datagramOfTheSameIdentificationAfterItsTimeIsANewOne() {
    pieces.send(1, 7, 0, 8, true, 0);
    pieces.reassembler.pollExpired(60 * Pieces.SECOND);
    assertThat(pieces.send(1, 7, 8, 8, false, 61 * Pieces.SECOND)).isNull();
    assertWhole(pieces.send(1, 7, 0, 8, true, 62 * Pieces.SECOND), 16);
  }

  @Test
  @Covers("RFC 3168 §5.3")
  void congestionOfOneFragmentIsThatOfTheDatagram() {
    pieces.congestion(2);
    pieces.send(0, 8, true);
    pieces.congestion(3);
    pieces.send(8, 8, true);
    pieces.congestion(2);
    assertThat(pieces.send(16, 8, false).congestion()).isEqualTo(3);
  }

  @Test
  void codepointIsOtherwiseThatOfTheFirstFragment() {
    pieces.congestion(1);
    pieces.send(8, 8, false);
    pieces.congestion(2);
    assertThat(pieces.send(0, 8, true).congestion()).isEqualTo(2);
  }

  /** Congestion must not be told to a transport that does not understand it, nor be kept from it (RFC 3168 §5.3). */
  @Test
  void congestionBesideAFragmentThatIsNotCapableGivesTheDatagramUp() {
    pieces.send(0, 8, true);
    pieces.congestion(3);
    assertThat(pieces.send(8, 8, false)).isNull();
    assertThat(pieces.drops.of(DropReason.IP_FRAGMENT_CONFLICT)).isEqualTo(2);
  }

  @Test
  void withoutLimitsNothingIsReassembled() {
    Pieces none = new Pieces(ReassemblyLimits.NONE);
    none.send(0, 8, true);
    none.send(8, 8, false);
    assertThat(none.drops.of(DropReason.IP_FRAGMENT)).isEqualTo(2);
    assertThat(none.reassembler.memory()).isZero();
  }
}
