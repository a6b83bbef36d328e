package dev.zmol.socket.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@Covers("S6")
class DatagramRingTest {
  private final DatagramRing ring = new DatagramRing(8_192, 16);

  @Test
  @Covers({"enqueue dequeue simple", "peek does not consume"})
  void aDatagramStaysUntilItIsRemoved() {
    ring.add(new byte[] {1, 2, 3}, 1, 2);
    byte[] seen = new byte[5];

    assertThat(ring.peek(seen, 1, 4)).isEqualTo(2);
    assertThat(ring.peek(seen, 1, 4)).isEqualTo(2);
    assertThat(seen).containsExactly(0, 2, 3, 0, 0);
    ring.remove();

    assertThat(ring.count()).isZero();
  }

  @Test
  @Covers("metadata ring limits packet count")
  void theNumberOfDatagramsIsBounded() {
    for (int k = 0; k < 16; k++) {
      assertThat(ring.add(new byte[0], 0, 0)).isEqualTo(k);
    }

    assertThat(ring.add(new byte[0], 0, 0)).isEqualTo(-1);
  }

  @Test
  @Covers({"enqueue fails when total window insufficient", "enqueue larger than capacity fails immediately"})
  void theNumberOfBytesIsBounded() {
    assertThat(ring.add(new byte[8_193], 0, 8_193)).isEqualTo(-1);
    assertThat(ring.add(new byte[8_000], 0, 8_000)).isZero();
    assertThat(ring.add(new byte[193], 0, 193)).isEqualTo(-1);
    assertThat(ring.add(new byte[192], 0, 192)).isEqualTo(1);
  }

  @Test
  @Covers({"padding with large payload wraps around", "successful wrap around with padding"})
  void datagramsOfMixedSizesComeOutAsTheyWentIn() {
    SplittableRandom random = new SplittableRandom(5);
    ArrayDeque<byte[]> expected = new ArrayDeque<>();
    byte[] seen = new byte[8_192];
    for (int k = 0; k < 20_000; k++) {
      byte[] datagram = new byte[random.nextInt(random.nextInt(10) == 0 ? 4_000 : 100)];
      random.nextBytes(datagram);
      if (ring.add(datagram, 0, datagram.length) >= 0) {
        expected.add(datagram);
      }
      while (ring.count() > random.nextInt(17)) {
        byte[] first = expected.poll();
        assertThat(ring.firstLength()).isEqualTo(first.length);
        assertThat(Arrays.copyOf(seen, ring.peek(seen, 0, seen.length))).isEqualTo(first);
        ring.remove();
      }
    }
    assertThat(ring.count()).isEqualTo(expected.size());
  }

  @Test
  @Covers("PacketBuffer with typed header")
  void whatTheOwnerKnowsOfADatagramIsFoundByItsSlot() {
    String[] sources = new String[ring.slots()];
    for (int k = 0; k < 100; k++) {
      sources[ring.add(new byte[k], 0, k)] = "source " + k;
      if (k >= 3) {
        assertThat(sources[ring.firstSlot()]).isEqualTo("source " + (k - 3));
        assertThat(ring.firstLength()).isEqualTo(k - 3);
        ring.remove();
      }
    }
  }

  @Test
  @Covers("reset clears buffer")
  void clearingRemovesAll() {
    ring.add(new byte[10], 0, 10);

    ring.clear();

    assertThat(ring.count()).isZero();
    assertThat(ring.add(new byte[8_192], 0, 8_192)).isZero();
  }

  @Test
  void sizesArePowersOfTwo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatagramRing(1_000, 16))
        .withMessage("byteLimit is 1000; it has to be a power of two");
  }
}
