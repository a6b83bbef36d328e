package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.compress.Dispatch;
import dev.zmol.lowpan.compress.HeaderCompressor;
import dev.zmol.lowpan.compress.HeaderDecompressor;
import dev.zmol.lowpan.frame.FrameHeader;
import dev.zmol.lowpan.frame.FrameType;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.ipv6.IcmpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packets that look like those of a network, with some bytes changed. */
@Covers("L2")
class RplHostileTest {
  private static final int FRAMES = Integer.getInteger("zmol.lowpan.frames", 60_000);
  private static final int IP = 40;
  private static final int NEIGHBORS = 4;
  private static final int ROUTES = 8;

  /** A packet that came in one frame, and from whom to whom. */
  private record Sample(long from, int toLength, long to, Bytes packet) {}

  private final FrameHeader header = new FrameHeader();
  private final CompressionContexts contexts = new CompressionContexts().set(0, RplNetworkTest.ROOT, 64);
  private final HeaderCompressor compressor = new HeaderCompressor(contexts);
  private final HeaderDecompressor decompressor = new HeaderDecompressor(contexts);
  private final byte[] scratch = new byte[1500];

  private List<Sample> samples(Radio radio, List<RadioNode> nodes) {
    var samples = new ArrayList<Sample>();
    radio.observer((frame, _) -> sample(frame).ifPresent(samples::add));
    assertThat(radio.runUntil(60, () -> RplNetworkTest.isKnown(radio))).isTrue();
    var up = new Echoes(nodes.getLast());
    var down = new Echoes(nodes.getFirst());
    for (int k = 0; k < 20; k++) {
      up.send(RplNetworkTest.ROOT, 8, radio.nowNanos());
      down.send(nodes.getLast().address(), 8, radio.nowNanos());
      radio.run(1);
    }
    radio.observer((_, _) -> {});
    return samples;
  }

  private Optional<Sample> sample(Packet frame) {
    boolean data = header.read(frame.bytes(), frame.offset(), frame.end()) && header.type() == FrameType.DATA;
    if (!data || Dispatch.of(frame.bytes()[header.payload()]) != Dispatch.COMPRESSED) {
      return Optional.empty();
    }
    int end =
        decompressor.decompress(
            frame.bytes(), header.payload(), frame.end(), HeaderDecompressor.WHOLE, source(), destination(), scratch, 0,
            scratch.length);
    Bytes packet = Bytes.copyOf(scratch, 0, end);
    return Optional.of(new Sample(header.source(), header.destinationLength(), header.destination(), packet));
  }

  private long source() {
    return Ieee802154Address.interfaceIdentifier(header.sourceLength(), header.source());
  }

  private long destination() {
    return header.isBroadcast()
        ? 0
        : Ieee802154Address.interfaceIdentifier(header.destinationLength(), header.destination());
  }

  private static byte[] mutate(byte[] packet, Random random) {
    for (int k = 1 + random.nextInt(4); k > 0; k--) {
      int at = random.nextInt(8) == 0 ? random.nextInt(IP) : IP + random.nextInt(packet.length - IP);
      packet[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (packet[at] + random.nextInt(3) - 1);
    }
    if (packet[6] == 58 && random.nextInt(20) != 0) {
      long sum = IcmpMessage.pseudoHeader(packet, 0, packet.length - IP);
      IcmpMessage.fillChecksum(packet, IP, packet.length, sum);
    }
    return packet;
  }

  /** Makes a frame of a packet, compressed if that can be, to whoever is asked for, or all. */
  private boolean frame(Packet into, Sample sample, byte[] packet, RadioNode victim, int sequence) {
    boolean group = sample.toLength == Short.BYTES;
    long to = group ? sample.to : victim.eui().bits();
    header.data(sequence, false, RadioNode.PAN, sample.toLength, to, Long.BYTES, sample.from);
    into.clear();
    int at = header.emit(into.bytes(), into.offset());
    int end = compressor.compress(packet, 0, packet.length, source(), destination(), into.bytes(), at);
    if (end < 0) {
      return false;
    }
    int payload = compressor.payload();
    System.arraycopy(packet, payload, into.bytes(), end, packet.length - payload);
    into.set(into.offset(), end + packet.length - payload - into.offset());
    return true;
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void mutatedFramesBreakNothing(RplMode mode) {
    var radio = new Radio(4, 1.1, 0);
    var nodes = new ArrayList<RadioNode>();
    for (int k = 0; k < 4; k++) {
      RplConfiguration role = k == 0 ? RplNetworkTest.root(mode) : RplConfiguration.DEFAULT;
      nodes.add(radio.add(k, 0, role.withLimits(NEIGHBORS, ROUTES)));
    }
    List<Sample> samples = samples(radio, nodes);
    var random = new Random(4);
    var packet = new Packet(1500);

    for (int k = 0; k < FRAMES; k++) {
      Sample sample = samples.get(random.nextInt(samples.size()));
      RadioNode victim = nodes.get(random.nextInt(nodes.size()));
      if (frame(packet, sample, mutate(sample.packet.toByteArray(), random), victim, k & 0xff)) {
        victim.stack().ingress(packet, radio.nowNanos());
      }
      if (k % 100 == 0) {
        radio.runUntil(1, () -> false);
      }
      assertThat(victim.rpl().routes().size()).isLessThanOrEqualTo(ROUTES);
      assertThat(victim.rpl().neighborCount()).isLessThanOrEqualTo(NEIGHBORS);
      assertThat(victim.stack().ip().routes().list().size()).isLessThanOrEqualTo(ROUTES + 2);
    }

    assertThat(nodes).allSatisfy(node ->
        assertThat(node.stack().drops().nonZero()).containsKeys(DropReason.RPL_MALFORMED, DropReason.RPL_NOT_OURS));
  }
}
