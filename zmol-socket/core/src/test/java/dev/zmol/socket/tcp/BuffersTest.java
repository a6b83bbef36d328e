package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@Covers("S5")
class BuffersTest {
  private static final int NEAR_WRAP = -1_000;

  private final BufferMemory memory = new BufferMemory(1 << 30);

  private SendBuffer sendBuffer(int first, int limit) {
    return new SendBuffer(first) {
      @Override
      boolean isComplete() {
        return false;
      }

      @Override
      BufferMemory memory() {
        return memory;
      }

      @Override
      int limit() {
        return limit;
      }
    };
  }

  private ReceiveBuffer receiveBuffer(int first, int limit) {
    ReceiveBuffer buffer =
        new ReceiveBuffer() {
          @Override
          BufferMemory memory() {
            return memory;
          }

          @Override
          int limit() {
            return limit;
          }
        };
    buffer.startBuffer(first);
    return buffer;
  }

  private static byte[] random(int seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  @Covers("zero capacity buffer")
  void nothingIsAllocatedBeforeTheFirstByte() {
    SendBuffer buffer = sendBuffer(NEAR_WRAP, 65_536);

    assertThat(buffer.capacity()).isZero();
    assertThat(buffer.free()).isEqualTo(65_536);
    assertThat(buffer.writeSpan()).isPositive();
  }

  @Test
  @Covers({
    "enqueue slice with wrap-around",
    "get allocated with offset and wrap",
    "buffer length and capacity tracking",
    "buffer wraparound tx"
  })
  void dataSurvivesGrowthAndWrapAround() {
    SendBuffer buffer = sendBuffer(NEAR_WRAP, 65_536);
    byte[] data = random(1, 60_000);
    byte[] seen = new byte[60_000];
    buffer.write(data, 0, 1_500);
    buffer.release(NEAR_WRAP + 1_200);
    buffer.write(data, 1_500, 500);
    buffer.write(data, 2_000, 58_000);

    buffer.copy(NEAR_WRAP + 1_200, seen, 1_200, 58_800);

    assertThat(Arrays.equals(seen, 1_200, 60_000, data, 1_200, 60_000)).isTrue();
    assertThat(buffer.queued()).isEqualTo(58_800);
    assertThat(buffer.capacity()).isEqualTo(65_536);
  }

  @Test
  @Covers({"enqueue many contiguous", "write unallocated with wrap"})
  void aFullSendBufferTakesNoMore() {
    SendBuffer buffer = sendBuffer(0, 4_096);

    assertThat(buffer.write(random(1, 5_000), 0, 5_000)).isEqualTo(4_096);
    assertThat(buffer.write(random(1, 1), 0, 1)).isZero();
    assertThat(buffer.writeSpan()).isZero();
  }

  @Test
  @Covers({
    "dequeue slice with wrap-around",
    "read allocated with wrap",
    "dequeue many with wrap-around",
    "buffer wraparound rx"
  })
  void whatIsWrittenAcrossTheEndIsReadAcrossTheEnd() {
    ReceiveBuffer buffer = receiveBuffer(NEAR_WRAP, 2_048);
    byte[] data = random(2, 10_000);
    byte[] seen = new byte[10_000];
    int written = 0;
    int read = 0;
    SplittableRandom random = new SplittableRandom(3);
    while (read < data.length) {
      int count = Math.min(random.nextInt(700), Math.min(2_048 - buffer.unread(), data.length - written));
      buffer.write(buffer.dataEnd(), data, written, count);
      buffer.extend(buffer.dataEnd() + count);
      written += count;
      read += buffer.read(seen, read, Math.min(random.nextInt(700), seen.length - read));
    }

    assertThat(seen).isEqualTo(data);
  }

  @Test
  @Covers({"get unallocated with offset and wrap"})
  void dataOutOfOrderSurvivesGrowth() {
    ReceiveBuffer buffer = receiveBuffer(NEAR_WRAP, 65_536);
    byte[] data = random(4, 30_000);
    buffer.write(NEAR_WRAP + 1_000, data, 1_000, 500);
    buffer.write(NEAR_WRAP + 20_000, data, 20_000, 10_000);
    buffer.write(NEAR_WRAP + 1_500, data, 1_500, 18_500);
    buffer.write(NEAR_WRAP, data, 0, 1_000);
    buffer.extend(NEAR_WRAP + 30_000);
    byte[] seen = new byte[30_000];

    assertThat(buffer.read(seen, 0, 30_000)).isEqualTo(30_000);
    assertThat(seen).isEqualTo(data);
  }

  @Test
  @Covers("enqueue and dequeue one")
  void oneByteGoesInAndComesOut() {
    ReceiveBuffer buffer = receiveBuffer(NEAR_WRAP, 2_048);
    buffer.write(buffer.dataEnd(), new byte[] {7}, 0, 1);
    buffer.extend(buffer.dataEnd() + 1);
    byte[] seen = new byte[2];

    assertThat(buffer.read(seen, 0, 2)).isOne();
    assertThat(seen).containsExactly(7, 0);
    assertThat(buffer.unread()).isZero();
  }

  @Test
  @Covers({"enqueue many with wrap-around", "dequeue many contiguous"})
  void spansEndAtTheEndOfTheArray() {
    ReceiveBuffer buffer = receiveBuffer(2_000, 2_048);
    byte[] data = random(5, 100);
    buffer.write(2_000, data, 0, 100);
    buffer.extend(2_100);

    assertThat(buffer.readSpan()).isEqualTo(48);
    buffer.consume(48);
    assertThat(buffer.readIndex()).isZero();
    assertThat(buffer.readSpan()).isEqualTo(52);
  }
}
