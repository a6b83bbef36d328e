package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.zmol.testkit.conformance.Covers;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Covers("D2")
class LinkDeviceTest {
  private final LinkDevice.Pair pair = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500), 4);
  private final LinkDevice left = pair.left();
  private final LinkDevice right = pair.right();
  private final Packet received = new Packet(1514);

  @Test
  void whatOneEndTransmitsTheOtherReceivesInOrder() {
    assertThat(left.transmit(Frames.of(60, 1))).isTrue();
    assertThat(left.transmit(Frames.of(1514, 2))).isTrue();
    assertThat(right.receive(received)).isTrue();
    assertThat(Frames.content(received)).isEqualTo(Frames.content(Frames.of(60, 1)));
    assertThat(right.receive(received)).isTrue();
    assertThat(Frames.content(received)).isEqualTo(Frames.content(Frames.of(1514, 2)));
    assertThat(right.receive(received)).isFalse();
    assertThat(left.receive(received)).isFalse();
  }

  @Test
  void theOtherEndHasACopy() {
    Packet sent = Frames.of(60, 1);
    left.transmit(sent);
    sent.bytes()[sent.offset()] = 99;
    right.receive(received);
    assertThat(received.bytes()[received.offset()]).isEqualTo((byte) 1);
  }

  @Test
  void aFrameIsDeliveredAtTheHeadroomWhereverItWas() {
    Packet sent = Frames.of(40, 7);
    sent.push(14);
    left.transmit(sent);
    right.receive(received);
    assertThat(received.offset()).isEqualTo(Packet.HEADROOM);
    assertThat(received.length()).isEqualTo(54);
  }

  @Test
  void aFullLinkTakesNoMoreUntilTheOtherEndReceives() {
    for (int k = 0; k < 4; k++) {
      assertThat(left.transmit(Frames.of(60, k))).isTrue();
    }
    assertThat(left.transmit(Frames.of(60, 4))).isFalse();
    right.receive(received);
    assertThat(left.transmit(Frames.of(60, 5))).isTrue();
  }

  @Test
  void superSegmentsAndPartialChecksumsTravelAsTheyAre() {
    DeviceCapabilities offload =
        new DeviceCapabilities(Medium.IP, 1500, 0, ChecksumCapabilities.all(ChecksumMode.VERIFY), 65_535);
    LinkDevice.Pair fast = LinkDevice.pair(offload);
    Packet sent = Frames.of(40_000, 3);
    sent.push(20);
    sent.superSegment(Packet.SEGMENTATION_TCPV4, 1460);
    sent.requestChecksum(sent.offset() + 20, 16);
    sent.id(42);
    fast.left().transmit(sent);
    Packet big = new Packet(65_535);
    assertThat(fast.right().receive(big)).isTrue();
    assertThat(big.length()).isEqualTo(40_020);
    assertThat(big.segmentation()).isEqualTo(Packet.SEGMENTATION_TCPV4);
    assertThat(big.segmentSize()).isEqualTo(1460);
    assertThat(big.checksumStart()).isEqualTo(big.offset() + 20);
    assertThat(big.checksumOffset()).isEqualTo(16);
    assertThat(big.isChecksumVerified()).isTrue();
    assertThat(big.id()).isEqualTo(42);
  }

  @Test
  void aFrameThatIsTooLongIsDroppedAndCounted() {
    assertThat(left.transmit(Frames.of(1515, 1))).isTrue();
    assertThat(right.receive(received)).isFalse();
    assertThat(left.dropped()).isEqualTo(1);
  }

  @Test
  void aFrameWithoutRoomIsDroppedAndTheNextOneReceived() {
    left.transmit(Frames.of(1000, 1));
    left.transmit(Frames.of(60, 2));
    Packet small = new Packet(100);
    assertThat(right.receive(small)).isTrue();
    assertThat(small.length()).isEqualTo(60);
    assertThat(right.dropped()).isEqualTo(1);
  }

  @Test
  void aClosedEndReceivesNothingAndLosesWhatItSends() {
    left.transmit(Frames.of(60, 1));
    right.close();
    right.close();
    assertThat(right.receive(received)).isFalse();
    assertThat(right.transmit(Frames.of(60, 1))).isTrue();
    assertThat(right.dropped()).isEqualTo(1);
    assertThat(left.receive(received)).isFalse();
  }

  @Test
  void whatIsSentToAClosedEndIsLostInsteadOfTriedForEver() {
    right.close();
    for (int k = 0; k < 10; k++) {
      assertThat(left.transmit(Frames.of(60, k))).isTrue();
    }
    assertThat(left.dropped()).as("more than the link holds").isEqualTo(6);
  }

  @Test
  void theNumberOfSlotsIsChecked() {
    assertThatThrownBy(() -> LinkDevice.pair(left.capabilities(), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slots is 3; it has to be a power of two from 1 to 65536");
  }

  @Test
  void thousandsOfRoundTripsAllocateNothing() {
    Packet sent = Frames.of(1514, 1);
    exchange(sent, 20_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    exchange(sent, 20_000);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000);
  }

  private void exchange(Packet sent, int rounds) {
    for (int k = 0; k < rounds; k++) {
      left.transmit(sent);
      left.flush();
      right.receive(received);
      right.await(1);
    }
  }

  @Test
  @Timeout(20)
  void aFrameEndsTheSleepOfTheOtherEndsThread() throws InterruptedException {
    Thread sleeper = Thread.ofVirtual().start(() -> sleepUntilReceived());
    for (int k = 0; k < 3; k++) {
      Thread.sleep(5);
      left.transmit(Frames.of(60, k));
      left.flush();
    }
    assertThat(sleeper.join(java.time.Duration.ofSeconds(10))).isTrue();
  }

  private void sleepUntilReceived() {
    int count = 0;
    while (count < 3) {
      right.await(TimeUnit.HOURS.toNanos(1));
      while (right.receive(received)) {
        count++;
      }
    }
  }

  @Test
  @Timeout(20)
  void wakeupBeforeAwaitIsNotLost() {
    right.wakeup();
    long before = System.nanoTime();
    right.await(TimeUnit.HOURS.toNanos(1));
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  @Timeout(60)
  void twoThreadsPassTwentyThousandFramesWithoutLossOrDisorder() throws InterruptedException {
    Thread sender = Thread.ofPlatform().start(this::sendNumbers);
    for (int expected = 0; expected < 20_000; expected++) {
      while (!right.receive(received)) {
        right.await(1_000_000);
      }
      assertThat(number(received)).isEqualTo(expected);
    }
    sender.join();
  }

  private void sendNumbers() {
    Packet packet = Frames.of(60, 0);
    for (int k = 0; k < 20_000; k++) {
      java.nio.ByteBuffer.wrap(packet.bytes()).putInt(packet.offset(), k);
      while (!left.transmit(packet)) {
        Thread.onSpinWait();
      }
      left.flush();
    }
  }

  private static int number(Packet packet) {
    return java.nio.ByteBuffer.wrap(packet.bytes()).getInt(packet.offset());
  }
}
