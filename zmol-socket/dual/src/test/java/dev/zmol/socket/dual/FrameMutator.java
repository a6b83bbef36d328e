package dev.zmol.socket.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes frames that were recorded, and makes most checksums right again, so that what they guard is reached. */
@Specialize
final class FrameMutator {
  private final Random random;
  private final int linkHeader;

  /**
   * Creates a mutator.
   *
   * @param linkHeader how long the link-layer header is: 14 or 0
   */
  FrameMutator(long seed, int linkHeader) {
    this.random = new Random(seed);
    this.linkHeader = linkHeader;
  }

  /** Noise now and then; otherwise one of the frames, with a few changes or as it is. */
  byte[] next(List<byte[]> frames) {
    if (random.nextInt(32) == 0) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] frame = frames.get(random.nextInt(frames.size())).clone();
    int changes = random.nextInt(4);
    for (int k = 0; k < changes; k++) {
      change(frame);
    }
    if (random.nextInt(8) == 0) {
      frame = Arrays.copyOf(frame, random.nextInt(frame.length + 64));
    }
    if (random.nextInt(4) != 0) {
      repair(frame);
    }
    return frame;
  }

  /** The link-layer header is best left alone most of the time, or else nothing gets past it. */
  private void change(byte[] frame) {
    int from = random.nextInt(8) == 0 ? 0 : linkHeader;
    int at = from + random.nextInt(frame.length - from);
    switch (random.nextInt(3)) {
      case 0 -> frame[at] = (byte) random.nextInt();
      case 1 -> frame[at] ^= (byte) (1 << random.nextInt(8));
      // A number that is nearly right: a sequence number, a length, a port.
      default -> frame[at] += (byte) (random.nextInt(9) - 4);
    }
  }

  private void repair(byte[] frame) {
    int version = frame.length <= linkHeader ? 0 : frame[linkHeader] >>> 4;
    if (Comptime.IPV4 && version == 4) {
      repair4(frame);
    }
    if (Comptime.IPV6 && version == 6) {
      repair6(frame);
    }
  }

  @Only(IPV4)
  private void repair4(byte[] frame) {
    int transport = linkHeader + (frame[linkHeader] & 0xf) * 4;
    if (transport < linkHeader + 20 || transport > frame.length) {
      return;
    }
    BigEndian.putShort(frame, linkHeader + 10, 0);
    BigEndian.putShort(frame, linkHeader + 10, ~fold(sum(frame, linkHeader, transport)));
    int end = linkHeader + BigEndian.getShort(frame, linkHeader + 2);
    if (end >= transport && end <= frame.length) {
      int protocol = frame[linkHeader + 9] & 0xff;
      long addresses = sum(frame, linkHeader + 12, linkHeader + 20);
      repair(frame, transport, end, protocol, protocol == IpProtocol.ICMPV4 ? 0 : addresses + protocol + end - transport);
    }
  }

  @Only(IPV6)
  private void repair6(byte[] frame) {
    int transport = linkHeader + 40;
    int end = frame.length < transport ? 0 : transport + BigEndian.getShort(frame, linkHeader + 4);
    if (end >= transport && end <= frame.length) {
      int protocol = frame[linkHeader + 6] & 0xff;
      long addresses = sum(frame, linkHeader + 8, transport);
      repair(frame, transport, end, protocol, addresses + protocol + end - transport);
    }
  }

  private static void repair(byte[] frame, int transport, int end, int protocol, long pseudoHeader) {
    int field =
        switch (protocol) {
          case IpProtocol.ICMPV4, IpProtocol.ICMPV6 -> transport + 2;
          case IpProtocol.UDP -> transport + 6;
          case IpProtocol.TCP -> transport + 16;
          default -> end;
        };
    if (field + 2 <= end) {
      BigEndian.putShort(frame, field, 0);
      BigEndian.putShort(frame, field, ~fold(sum(frame, transport, end) + pseudoHeader));
    }
  }

  private static long sum(byte[] bytes, int from, int end) {
    long sum = 0;
    for (int at = from; at < end; at++) {
      sum += (bytes[at] & 0xff) << ((at - from & 1) == 0 ? 8 : 0);
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) folded;
  }
}
