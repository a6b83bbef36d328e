package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.EthernetLink;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpFlags;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A whole stack, between conversations with real clients, under frames that are theirs but for some changes.
 *
 * <p>A frame is accounted for if the poll that took it in sent something, counted a drop, gave the application
 * something, or has an answer that waits for a neighbour; or if it is of those that work in silence: news about
 * neighbours, errors and echo replies, and segments that acknowledge or reset.
 */
@Specialize
class GarbageTest {
  private static final long SEED = 20_261_124;
  private static final int ROUNDS = 20;
  private static final int NEIGHBORS = 256;
  private static final int WAITING = 256;
  private static final long HEAP_NOISE = 8 << 20;

  private final Random random = new Random(SEED);
  private final Packet frame = new Packet(1514);
  private final List<byte[]> recorded = new ArrayList<>();
  private LinkDevice cable;
  private Node server;
  private RealTraffic traffic;
  private long now = 1_000_000_000;
  private long taken;

  @Test
  void aMillionFramesOnEthernetDoNoHarm() {
    endures(Medium.ETHERNET, 1_000_000);
  }

  @Test
  void aQuarterOfAMillionBarePacketsDoNoHarm() {
    endures(Medium.IP, 250_000);
  }

  private void endures(Medium medium, int frames) {
    LinkDevice.Pair pair = LinkDevice.pair(DeviceCapabilities.plain(medium, 1500));
    cable = pair.left();
    server = Node.on(pair.right(), 1);
    traffic = new RealTraffic(server);
    FrameMutator mutator = new FrameMutator(SEED, linkHeader());
    long heap = 0;
    for (int round = 0; round < ROUNDS; round++) {
      recorded.clear();
      now = traffic.converse(cable, 2 + round, recorded, now);
      for (int k = 0; k < frames / ROUNDS; k++) {
        offer(mutator.next(recorded), round * (frames / ROUNDS) + k);
      }
      traffic.abort();
      heap = round == 1 ? usedHeap() : heap;
    }
    assertThat(usedHeap()).as("seed %d: heap in use", SEED).isLessThan(heap + HEAP_NOISE);
    assertThatAllIsForgotten();
    traffic.converse(cable, 200, recorded, now);
    assertThatItWasNotAllInVain(frames);
  }

  private int linkHeader() {
    return cable.capabilities().medium() == Medium.ETHERNET ? 14 : 0;
  }

  private void offer(byte[] bytes, int number) {
    now += random.nextInt(1_000) == 0 ? 1_000_000_000 : random.nextInt(200_000);
    try {
      server.stack().poll(now);
      answers();
      long drops = server.stack().drops().total();
      int waiting = waitingPackets() + server.ip().fragmentMemory();
      boolean carried = transmit(bytes);
      server.stack().poll(now);
      boolean trace = answers() > 0 || traffic.takeDatagrams() > 0 || waitingPackets() + server.ip().fragmentMemory() != waiting;
      boolean dropped = server.stack().drops().total() > drops;
      if (carried && !trace && !dropped && !worksInSilence(bytes)) {
        String hex = HexFormat.of().formatHex(bytes);
        fail("frame %d of seed %d vanished without a trace: %s", number, SEED, hex);
      }
      taken += carried && !dropped ? 1 : 0;
    } catch (RuntimeException e) {
      throw new AssertionError("frame " + number + " of seed " + SEED, e);
    }
    assertThatNothingGrew(number);
  }

  private boolean transmit(byte[] bytes) {
    int length = Math.min(bytes.length, 1514);
    frame.set(Packet.HEADROOM, length);
    System.arraycopy(bytes, 0, frame.bytes(), Packet.HEADROOM, length);
    return cable.transmit(frame) && length == bytes.length && length <= cable.capabilities().maxFrameLength();
  }

  private int answers() {
    int count = 0;
    while (cable.receive(frame)) {
      count++;
    }
    return count;
  }

  private int waitingPackets() {
    return server.ip().link() instanceof EthernetLink link ? link.waitingPackets() : 0;
  }

  private boolean worksInSilence(byte[] bytes) {
    int ip = linkHeader();
    if (ip > 0 && BigEndian.getShort(bytes, 12) == EtherType.ARP) {
      return true;
    }
    boolean isIpv4 = Comptime.IPV4 && bytes[ip] >>> 4 == 4;
    int transport = isIpv4 ? ip + (bytes[ip] & 0xf) * 4 : ip + 40;
    int protocol = bytes[isIpv4 ? ip + 9 : ip + 6] & 0xff;
    return switch (protocol) {
      case IpProtocol.ICMPV4 -> bytes[transport] != 8;
      case IpProtocol.ICMPV6 -> (bytes[transport] & 0xff) != 128;
      case IpProtocol.TCP -> (bytes[transport + 13] & (TcpFlags.ACK | TcpFlags.RST)) != 0;
      default -> false;
    };
  }

  private void assertThatNothingGrew(int number) {
    int neighbors = server.ip().link() instanceof EthernetLink link ? link.neighbors() : 0;
    int waiting = waitingPackets();
    if (neighbors > NEIGHBORS || waiting > WAITING || server.tcp().connectionCount() > traffic.connections() + 100) {
      fail(
          "after frame %d of seed %d: %d neighbors, %d waiting, %d connections",
          number, SEED, neighbors, waiting, server.tcp().connectionCount());
    }
  }

  private void assertThatAllIsForgotten() {
    now += 2 * TcpConfiguration.DEFAULT.userTimeoutNanos();
    for (int k = 0; k < 100; k++) {
      server.stack().poll(now);
      answers();
      now += 1_000_000_000;
    }
    assertThat(server.tcp().connectionCount()).isZero();
  }

  /** The frames got far: many were taken, and among the reasons of drops are those of every layer. */
  private void assertThatItWasNotAllInVain(int frames) {
    assertThat(taken).as("seed %d: frames that were taken", SEED).isGreaterThan(frames / 20);
    assertThat(server.stack().drops().nonZero())
        .containsKeys(
            DropReason.IP_MALFORMED,
            DropReason.ICMP_CHECKSUM,
            DropReason.UDP_CHECKSUM,
            DropReason.UDP_PORT_UNREACHABLE,
            DropReason.TCP_MALFORMED,
            DropReason.TCP_CHECKSUM,
            DropReason.TCP_NO_CONNECTION,
            DropReason.TCP_OUT_OF_WINDOW,
            DropReason.TCP_UNACCEPTABLE);
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
