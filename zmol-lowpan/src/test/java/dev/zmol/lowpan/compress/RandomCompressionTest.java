package dev.zmol.lowpan.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.ipv6.Ipv6Address;
import dev.zmol.wire.ipv6.Ipv6Wire;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is restored of random packets is what was compressed; of random bytes, nothing that is too long. */
@Covers("W8")
class RandomCompressionTest {
  private static final long[] PREFIXES = {
    0, 0xfe80L << 48, 0x2001_0db8_aaaa_0000L, 0x2001_0db8_bbbb_0000L, 0xff02L << 48, 0xff05L << 48
  };
  private static final int[] TYPES = {0, 17, 41, 43, 44, 60, 135, 58, 59};
  private static final int[] HOPS = {1, 64, 255, 17};

  private final CompressionContexts contexts =
      new CompressionContexts()
          .set(0, Ipv6Address.parse("2001:db8:aaaa::"), 64)
          .set(9, Ipv6Address.parse("2001:db8:bbbb::1234:0"), 112)
          .set(15, Ipv6Address.parse("2001:db8::"), 32);
  private final HeaderCompressor compressor = new HeaderCompressor(contexts);
  private final HeaderDecompressor decompressor = new HeaderDecompressor(contexts);
  private final byte[] compressed = new byte[600];
  private final byte[] restored = new byte[600];
  private SplittableRandom random = new SplittableRandom();

  private long identifier() {
    return switch (random.nextInt(5)) {
      case 0 -> Ieee802154Address.interfaceIdentifier(2, random.nextInt(3));
      case 1 -> Ieee802154Address.interfaceIdentifier(8, 1 + random.nextInt(3));
      case 2 -> random.nextInt(300);
      case 3 -> 0x1234_0000L | random.nextInt(0x1_0000);
      default -> random.nextLong();
    };
  }

  private void address(byte[] packet, int at) {
    BigEndian.putLong(packet, at, PREFIXES[random.nextInt(PREFIXES.length)]);
    BigEndian.putLong(packet, at + 8, identifier());
    if (random.nextInt(10) == 0) {
      packet[at] = -1;
      packet[at + 3] = 64;
      BigEndian.putLong(packet, at + 4, 0x2001_0db8_aaaa_0000L);
    }
  }

  private int port() {
    return random.nextBoolean() ? 0xf0a0 + random.nextInt(0x30) : random.nextInt(0x1_0000);
  }

  /** Writes a header of a type at random, and what follows it; where the packet ends. */
  private int header(byte[] packet, int at, int type, int depth) {
    int rest = at + random.nextInt(40);
    int next = TYPES[random.nextInt(TYPES.length)];
    return switch (type) {
      case 17 -> {
        BigEndian.putShort(packet, at, port());
        BigEndian.putShort(packet, at + 2, port());
        BigEndian.putShort(packet, at + 4, rest + 8 - at - (random.nextInt(10) == 0 ? 1 : 0));
        yield rest + 8;
      }
      case 41 -> depth == 3 ? rest : ipv6(packet, at, depth + 1);
      case 0, 43, 44, 60, 135 -> {
        int length = type == 44 ? 8 : 8 + 8 * random.nextInt(4);
        packet[at] = (byte) next;
        packet[at + 1] = (byte) (type == 44 ? random.nextInt() : length / 8 - 1);
        options(packet, at + 2, at + length);
        yield depth == 3 ? at + length : header(packet, at + length, next, depth + 1);
      }
      default -> rest;
    };
  }

  private void options(byte[] packet, int from, int to) {
    if (random.nextInt(3) != 0) {
      Arrays.fill(packet, from, to, (byte) 0);
      int padding = Math.min(to - from, 2 + random.nextInt(7));
      packet[from] = 5;
      packet[from + 1] = (byte) (to - from - 2 - padding);
      if (to - from - padding >= 2) {
        packet[to - padding] = 1;
        packet[to - padding + 1] = (byte) (padding - 2);
      }
    }
  }

  private int ipv6(byte[] packet, int at, int depth) {
    BigEndian.putInt(packet, at, 6 << 28 | (random.nextBoolean() ? 0 : random.nextInt() >>> 4));
    int type = TYPES[random.nextInt(TYPES.length)];
    Ipv6Wire.nextHeader(packet, at, type);
    Ipv6Wire.hopLimit(packet, at, HOPS[random.nextInt(HOPS.length)]);
    address(packet, at + Ipv6Wire.SOURCE_OFFSET);
    address(packet, at + Ipv6Wire.DESTINATION_OFFSET);
    int end = header(packet, at + Ipv6Wire.LENGTH, type, depth);
    Ipv6Wire.payloadLength(packet, at, end - at - Ipv6Wire.LENGTH);
    return end;
  }

  @Test
  void restoresWhatWasCompressed() {
    byte[] packet = new byte[600];
    for (int seed = 0; seed < 50_000; seed++) {
      random = new SplittableRandom(seed);
      random.nextBytes(packet);
      int end = ipv6(packet, 0, 0);
      long from = random.nextInt(4) == 0 ? 0 : identifier();
      long to = random.nextInt(4) == 0 ? 0 : identifier();
      int headers = compressor.compress(packet, 0, end, from, to, compressed, 0);
      assertThat(headers).as("seed %d", seed).isBetween(2, compressor.payload());
      int payload = end - compressor.payload();
      System.arraycopy(packet, compressor.payload(), compressed, headers, payload);
      int length = headers + payload;
      int back =
          decompressor.decompress(compressed, 0, length, HeaderDecompressor.WHOLE, from, to, restored, 0, 600);
      if (back != end || !Arrays.equals(packet, 0, end, restored, 0, end)) {
        byte[] actual = Arrays.copyOf(restored, Math.max(0, back));
        assertThat(actual).as("seed %d", seed).isEqualTo(Arrays.copyOf(packet, end));
      }
    }
  }

  @Test
  void restoresNothingLongerThanTheRoom() {
    byte[] bytes = new byte[120];
    for (int seed = 0; seed < 150_000; seed++) {
      random = new SplittableRandom(seed);
      random.nextBytes(bytes);
      int from = random.nextInt(10);
      int to = from + random.nextInt(bytes.length - from);
      bytes[from] = (byte) (0x60 | (bytes[from] & 0x1f));
      for (int k = from; k < to; k++) {
        // Many bytes that begin a compressed header.
        bytes[k] = random.nextInt(4) == 0 ? (byte) (0xe0 | (bytes[k] & 0x1f)) : bytes[k];
      }
      int limit = random.nextInt(600);
      int length = random.nextBoolean() ? HeaderDecompressor.WHOLE : random.nextInt(600);
      restored[limit] = 77;
      int end = decompressor.decompress(bytes, from, to, length, 1, 2, restored, 0, limit);
      assertThat(end).as("seed %d", seed).isLessThanOrEqualTo(limit);
      assertThat(restored[limit]).as("seed %d", seed).isEqualTo((byte) 77);
    }
  }
}
