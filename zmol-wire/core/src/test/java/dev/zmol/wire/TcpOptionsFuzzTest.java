package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Options of all sorts, most of them nonsense. */
@Covers("W5")
class TcpOptionsFuzzTest {
  private static final long SEED = 9293;
  private static final int ROUNDS = 1_000_000;
  private static final int[] KINDS = {0, 1, 1, 2, 3, 4, 5, 5, 8, 34, 254};
  private static final int[] LENGTHS = {0, 1, 2, 3, 4, 8, 10, 18, 26, 34, 255};

  /** Fills an array to its end, so that a read beyond the options is one beyond the array. */
  private static byte[] block(SplittableRandom random) {
    byte[] block = new byte[random.nextInt(TcpOptions.MAX_LENGTH + 1)];
    random.nextBytes(block);
    for (int at = 0; at < block.length; at += 1 + random.nextInt(12)) {
      block[at] = (byte) KINDS[random.nextInt(KINDS.length)];
      if (at + 1 < block.length && random.nextInt(4) != 0) {
        block[at + 1] = (byte) LENGTHS[random.nextInt(LENGTHS.length)];
      }
    }
    return block;
  }

  private static List<Object> contents(TcpOptions options) {
    var contents = new ArrayList<Object>();
    contents.add(options.maximumSegmentSize());
    contents.add(options.windowScale());
    contents.add(options.sackPermitted());
    contents.add(options.hasTimestamps());
    contents.add(options.timestampValue());
    contents.add(options.timestampEcho());
    contents.add(options.malformed());
    for (int block = 0; block < options.sackBlockCount(); block++) {
      contents.add(new TcpOption.SackBlock(options.sackLeft(block), options.sackRight(block)));
    }
    return contents;
  }

  @Test
  void neverLeadBeyondTheirEnd() {
    var options = new TcpOptions();
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] block = block(random);
      try {
        options.parse(block, 0, block.length);
      } catch (RuntimeException e) {
        throw new AssertionError("round " + round + " of seed " + SEED + ": " + Bytes.of(block), e);
      }
      if (options.windowScale() > 14 || options.sackBlockCount() > 4 || options.maximumSegmentSize() > 65535) {
        throw new AssertionError("round " + round + " of seed " + SEED + ": " + Bytes.of(block));
      }
    }
  }

  @Test
  void doNotDependOnWhatSurroundsThem() {
    var inside = new TcpOptions();
    var alone = new TcpOptions();
    var random = new SplittableRandom(SEED + 1);
    for (int round = 0; round < 100_000; round++) {
      byte[] block = block(random);
      byte[] packet = new byte[block.length + 60];
      random.nextBytes(packet);
      System.arraycopy(block, 0, packet, 20, block.length);
      alone.parse(block, 0, block.length);
      inside.parse(packet, 20, 20 + block.length);
      assertThat(contents(inside)).as("round %d of seed %d", round, SEED + 1).isEqualTo(contents(alone));
    }
  }

  @Test
  void asValuesTellTheSame() {
    var options = new TcpOptions();
    var random = new SplittableRandom(SEED + 2);
    for (int round = 0; round < 200_000; round++) {
      byte[] block = block(random);
      options.parse(block, 0, block.length);
      List<TcpOption> values = TcpOption.parse(block, 0, block.length);
      int size = TcpOptions.ABSENT;
      boolean timestamps = false;
      for (TcpOption value : values) {
        size = value instanceof TcpOption.MaximumSegmentSize(int given) ? given : size;
        timestamps |= value instanceof TcpOption.Timestamps;
      }
      if (size != options.maximumSegmentSize() || timestamps != options.hasTimestamps()) {
        throw new AssertionError("round " + round + " of seed " + (SEED + 2) + ": " + Bytes.of(block));
      }
    }
  }

  @Test
  void asValuesAreWrittenAsTheyWereRead() {
    var random = new SplittableRandom(SEED + 3);
    byte[] buf = new byte[TcpOptions.MAX_LENGTH];
    for (int round = 0; round < 200_000; round++) {
      byte[] block = block(random);
      List<TcpOption> values = TcpOption.parse(block, 0, block.length);
      int end = TcpOption.emit(values, buf, 0);
      if (end % 4 != 0 || !values.equals(TcpOption.parse(buf, 0, end))) {
        throw new AssertionError("round " + round + " of seed " + (SEED + 3) + ": " + Bytes.of(block));
      }
    }
  }
}
