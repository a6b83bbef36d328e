package dev.zmol.bench;

import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.compress.HeaderCompressor;
import dev.zmol.lowpan.compress.HeaderDecompressor;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Headers of IPv6 and UDP as RFC 6282 makes them shorter, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CompressionBenchmark {
  private static final long SOURCE = 0x0012_4b00_0000_0001L;
  private static final long DESTINATION = 0x0012_4b00_0000_0002L;
  private static final String LINK_LOCAL = "fe80000000000000";
  private static final String GLOBAL = "20010db800000000";
  private static final String UDP = "f0b1 f0b2 0020 0102 000102030405060708090a0b0c0d0e0f1011121314151617";

  /** What addresses are: of the link, of a context, or of a prefix that nobody knows. */
  @Param({"link-local", "context", "full"})
  String addresses;

  private final HeaderDecompressor decompressor = new HeaderDecompressor(contexts());
  private final HeaderCompressor compressor = new HeaderCompressor(contexts());
  private final byte[] compressed = new byte[1281];
  private final byte[] restored = new byte[1280];
  private byte[] packet;
  private int end;

  private static CompressionContexts contexts() {
    return new CompressionContexts().set(0, Ipv6Address.parse("2001:db8::"), 64);
  }

  /** Makes a packet, and compresses it. */
  @Setup
  public void prepare() {
    String prefix =
        switch (addresses) {
          case "link-local" -> LINK_LOCAL;
          case "context" -> GLOBAL;
          default -> "20010db800000001";
        };
    String hex =
        "60000000 0020 11 40" + prefix + HexFormat.of().toHexDigits(SOURCE) + prefix
            + HexFormat.of().toHexDigits(DESTINATION) + UDP;
    packet = HexFormat.of().parseHex(hex.replace(" ", ""));
    int headers = compress();
    int payload = compressor.payload();
    System.arraycopy(packet, payload, compressed, headers, packet.length - payload);
    end = headers + packet.length - payload;
    if (decompress() != packet.length) {
      throw new IllegalStateException("the packet is not what it was");
    }
  }

  /** {@return how many bytes the headers have become} */
  @Benchmark
  public int compress() {
    return compressor.compress(packet, 0, packet.length, SOURCE, DESTINATION, compressed, 0);
  }

  /** {@return the length of the packet} */
  @Benchmark
  public int decompress() {
    return decompressor.decompress(
        compressed, 0, end, HeaderDecompressor.WHOLE, SOURCE, DESTINATION, restored, 0, restored.length);
  }
}
