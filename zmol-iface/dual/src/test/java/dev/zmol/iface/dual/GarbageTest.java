package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the network may send cannot throw, cannot make anything grow, and does not get lost uncounted. */
@Specialize
@Covers("hostile: whole stacks")
class GarbageTest {
  private static final int FRAMES = 500_000;
  private static final long SEED = 20_261_123;
  private static final int NEIGHBORS = 16;
  private static final int WAITING = 8;

  private final FramePrograms program = program();

  private static FramePrograms program() {
    FramePrograms program = new FramePrograms(SEED);
    if (Comptime.IPV4) {
      program.ipv4();
    }
    if (Comptime.IPV6) {
      program.ipv6();
    }
    return program;
  }

  private static Host host(Medium medium) {
    List<IpCidr> addresses = new ArrayList<>();
    if (Comptime.IPV4) {
      addresses.add(Site.ipv4().own());
    }
    if (Comptime.IPV6) {
      addresses.add(Site.ipv6().own());
    }
    InterfaceConfiguration configuration =
        Host.configuration(addresses.toArray(IpCidr[]::new))
            .neighborLimit(NEIGHBORS)
            .neighborQueueLimit(WAITING)
            .build();
    return new Host(DeviceCapabilities.plain(medium, 1500), configuration);
  }

  @Test
  void halfAMillionFramesOnEthernetAreHandledOrCounted() {
    Host host = host(Medium.ETHERNET);
    int answered = 0;
    for (int k = 0; k < FRAMES; k++) {
      byte[] frame = program.next();
      answered += offer(host, frame, frame, k, k * 1_000_000L);
      assertThatNothingGrew(host.ethernetLink(), k);
    }
    assertThat(answered).as("seed %d: answers", SEED).isGreaterThan(FRAMES / 20);
  }

  @Test
  void halfAMillionBarePacketsAreHandledOrCounted() {
    Host host = host(Medium.IP);
    int answered = 0;
    for (int k = 0; k < FRAMES; k++) {
      byte[] frame = program.next();
      byte[] packet = frame.length < 14 ? frame : Arrays.copyOfRange(frame, 14, frame.length);
      answered += offer(host, packet, frame, k, k * 1_000_000L);
    }
    assertThat(answered).as("seed %d: answers", SEED).isGreaterThan(FRAMES / 20);
  }

  /** Hands over a frame; returns 1 if it had an answer. */
  private static int offer(Host host, byte[] received, byte[] frame, int number, long nowNanos) {
    long dropped = host.drops.total();
    int waiting = host.link instanceof EthernetLink ethernet ? ethernet.waitingPackets() : 0;
    int fragments = host.ip.fragmentMemory();
    host.device.sent.clear();
    try {
      host.receive(received, nowNanos);
    } catch (RuntimeException e) {
      throw new AssertionError("frame " + number + " of seed " + SEED, e);
    }
    boolean answered = !host.device.sent.isEmpty();
    boolean queued = host.link instanceof EthernetLink ethernet && ethernet.waitingPackets() != waiting;
    queued |= host.ip.fragmentMemory() != fragments;
    boolean noted = host.icmp.pendingError() != null || isAboutNeighbors(frame);
    if (!answered && !queued && !noted && host.drops.total() == dropped && !wasForAGroup(host)) {
      fail("frame %d of seed %d vanished without a trace", number, SEED);
    }
    host.ip.poll(nowNanos);
    return answered ? 1 : 0;
  }

  /** Errors about packets to groups, and about errors, are not sent; the packet itself was for no one. */
  private static boolean wasForAGroup(Host host) {
    return !host.context.isUnicast();
  }

  private static boolean isAboutNeighbors(byte[] frame) {
    int etherType = frame.length < 14 ? 0 : (frame[12] & 0xff) << 8 | (frame[13] & 0xff);
    return etherType == EtherType.ARP || (etherType == EtherType.IPV6 && frame.length > 54 && frame[54] == (byte) 136);
  }

  private static void assertThatNothingGrew(EthernetLink link, int number) {
    if (link.neighbors() > NEIGHBORS || link.waitingPackets() > WAITING) {
      fail("after frame %d of seed %d: %d neighbors, %d waiting", number, SEED, link.neighbors(), link.waitingPackets());
    }
  }
}
