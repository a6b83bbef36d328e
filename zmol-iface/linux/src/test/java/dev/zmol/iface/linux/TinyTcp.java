package dev.zmol.iface.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.Packet;
import java.nio.ByteBuffer;

/** As much of TCP as it takes to exchange super-segments with the kernel over a TUN device: one connection, no loss. */
final class TinyTcp {
  private static final int IP = 20;
  private static final int TCP = 20;
  private static final int SYN = 2;
  private static final int PUSH = 8;
  private static final int ACK = 16;
  private static final int TCP_PROTOCOL = 6;

  private final KernelDevice device;
  private final Packet incoming = new Packet(65_535);
  private final Packet outgoing = new Packet(65_535);
  private int source;
  private int destination;
  private short sourcePort;
  private short destinationPort;
  private int expected;
  private int next = 1_000_000;
  private int longest;
  private boolean verified = true;

  TinyTcp(KernelDevice device) {
    this.device = device;
  }

  int longestSegment() {
    return longest;
  }

  boolean allVerified() {
    return verified;
  }

  /** Accepts a connection and acknowledges what comes, until that many bytes have come. */
  void receiveUntil(int bytes) {
    int received = 0;
    long end = System.nanoTime() + 10_000_000_000L;
    while (received < bytes) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      if (!device.receive(incoming)) {
        device.await(100_000_000);
      } else if (isTcp()) {
        received += take();
      }
    }
  }

  private boolean isTcp() {
    byte[] bytes = incoming.bytes();
    return bytes[incoming.offset()] == 0x45 && bytes[incoming.offset() + 9] == TCP_PROTOCOL;
  }

  private int take() {
    ByteBuffer packet = ByteBuffer.wrap(incoming.bytes(), incoming.offset(), incoming.length()).slice();
    verified &= incoming.isChecksumVerified();
    source = packet.getInt(16);
    destination = packet.getInt(12);
    sourcePort = packet.getShort(IP + 2);
    destinationPort = packet.getShort(IP);
    int payload = incoming.length() - IP - ((packet.get(IP + 12) & 0xf0) >>> 2);
    boolean isSyn = (packet.get(IP + 13) & SYN) != 0;
    expected = packet.getInt(IP + 4) + payload + (isSyn ? 1 : 0);
    if (incoming.segmentation() == Packet.SEGMENTATION_TCPV4) {
      longest = Math.max(longest, payload);
      assertThat(incoming.segmentSize()).isBetween(500, 1460);
    }
    if (isSyn || payload > 0) {
      send(isSyn ? SYN | ACK : ACK, 0);
    }
    next += isSyn ? 1 : 0;
    return payload;
  }

  /** Sends bytes 0, 1, 2, … in one piece. */
  void sendSuperSegment(int length) {
    send(ACK | PUSH, length);
  }

  private void send(int flags, int payload) {
    int length = IP + TCP + payload;
    outgoing.clear();
    outgoing.set(Packet.HEADROOM, length);
    ByteBuffer packet = ByteBuffer.wrap(outgoing.bytes(), outgoing.offset(), length).slice();
    packet.putShort((short) 0x4500).putShort((short) length).putInt(0x4000).putShort((short) 0x4006).putShort((short) 0);
    packet.putInt(source).putInt(destination).putShort(10, (short) ~sum(packet, 0, IP, 0));
    packet.putShort(sourcePort).putShort(destinationPort).putInt(next).putInt(expected);
    packet.putShort((short) (0x5000 | flags)).putShort((short) 0xffff);
    packet.putShort((short) sum(packet, 12, IP, TCP_PROTOCOL + TCP + payload)).putShort((short) 0);
    for (int k = 0; k < payload; k++) {
      packet.put((byte) k);
    }
    outgoing.requestChecksum(outgoing.offset() + IP, 16);
    if (payload > 0) {
      outgoing.superSegment(Packet.SEGMENTATION_TCPV4, 500);
    }
    assertThat(device.transmit(outgoing)).isTrue();
    assertThat(device.dropped()).isZero();
  }

  private static int sum(ByteBuffer packet, int from, int to, int initial) {
    int sum = initial;
    for (int k = from; k < to; k += 2) {
      sum += packet.getShort(k) & 0xffff;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }
}
