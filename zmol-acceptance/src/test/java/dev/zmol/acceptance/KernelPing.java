package dev.zmol.acceptance;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Pings through a raw socket of the kernel, for machines on which {@code ping} is not installed.
 *
 * <p>A program of its own, because it has to run in a namespace: its arguments are the address, how many echo requests to
 * send, and how many bytes of payload each has. The next request is sent when the last was answered.
 */
@SuppressWarnings("restricted")
final class KernelPing {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_RAW = 3;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int TIMEOUT_SECONDS = 5;
  private static final int IDENTIFIER = 0x7a6d;
  private static final int HEADER_LENGTH = 8;
  private static final int ROOM = 65_536;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment out = arena.allocate(ROOM);
  private final MemorySegment in = arena.allocate(ROOM);
  private final boolean ipv6;
  private final int socket;

  private KernelPing(InetAddress address) throws Throwable {
    ipv6 = address instanceof Inet6Address;
    socket = (int) call("socket", 3).invokeExact(ipv6 ? AF_INET6 : AF_INET, SOCK_RAW, ipv6 ? 58 : 1);
    MemorySegment timeout = arena.allocate(16, 8);
    timeout.set(ValueLayout.JAVA_LONG, 0, TIMEOUT_SECONDS);
    MethodHandle setsockopt =
        Linker.nativeLinker()
            .downcallHandle(
                symbol("setsockopt"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));
    require("setsockopt", (int) setsockopt.invokeExact(socket, SOL_SOCKET, SO_RCVTIMEO, timeout, 16));
    MemorySegment peer = arena.allocate(28, 4);
    peer.set(ValueLayout.JAVA_SHORT, 0, (short) (ipv6 ? AF_INET6 : AF_INET));
    byte[] bytes = address.getAddress();
    MemorySegment.copy(bytes, 0, peer, ValueLayout.JAVA_BYTE, ipv6 ? 8 : 4, bytes.length);
    MethodHandle connect =
        Linker.nativeLinker()
            .downcallHandle(
                symbol("connect"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    require("connect", (int) connect.invokeExact(socket, peer, ipv6 ? 28 : 16));
  }

  private static MemorySegment symbol(String name) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(name);
  }

  /** A function of numbers. */
  private static MethodHandle call(String name, int parameters) {
    ValueLayout[] layouts = new ValueLayout[parameters];
    Arrays.fill(layouts, ValueLayout.JAVA_INT);
    return Linker.nativeLinker()
        .downcallHandle(symbol(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts));
  }

  /** A function that moves bytes: {@code send}, {@code recv}. */
  private static MethodHandle transfer(String name) {
    return Linker.nativeLinker()
        .downcallHandle(
            symbol(name),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
  }

  private static void require(String what, int result) {
    if (result < 0) {
      throw new IllegalStateException(what + " failed");
    }
  }

  /** Returns how many of the requests were answered. */
  private int ping(int count, int size) throws Throwable {
    MethodHandle send = transfer("send");
    MethodHandle receive = transfer("recv");
    int answered = 0;
    for (int sequence = 1; sequence <= count; sequence++) {
      write(sequence, size);
      long sent = (long) send.invokeExact(socket, out, (long) HEADER_LENGTH + size, 0);
      if (sent != HEADER_LENGTH + size) {
        throw new IllegalStateException("send failed");
      }
      boolean matched = false;
      for (int tries = 0; tries < 16 && !matched; tries++) {
        long length = (long) receive.invokeExact(socket, in, (long) ROOM, 0);
        if (length < 0) {
          break;
        }
        matched = isReply((int) length, sequence, size);
      }
      answered += matched ? 1 : 0;
    }
    return answered;
  }

  private void write(int sequence, int size) {
    put(out, 0, ipv6 ? 128 << 8 : 8 << 8);
    put(out, 2, 0);
    put(out, 4, IDENTIFIER);
    put(out, 6, sequence);
    for (int k = 0; k < size; k++) {
      out.set(ValueLayout.JAVA_BYTE, HEADER_LENGTH + k, (byte) (k + sequence));
    }
    if (!ipv6) {
      // The kernel computes it for IPv6 only.
      put(out, 2, checksum(HEADER_LENGTH + size));
    }
  }

  private int checksum(int length) {
    int sum = 0;
    for (int k = 0; k < length; k++) {
      int octet = out.get(ValueLayout.JAVA_BYTE, k) & 0xff;
      sum += k % 2 == 0 ? octet << 8 : octet;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }

  /** Whether what was received is the answer, with the payload as it was sent. */
  private boolean isReply(int length, int sequence, int size) {
    int icmp = ipv6 ? 0 : (in.get(ValueLayout.JAVA_BYTE, 0) & 0xf) * 4;
    if (length != icmp + HEADER_LENGTH + size
        || (in.get(ValueLayout.JAVA_BYTE, icmp) & 0xff) != (ipv6 ? 129 : 0)
        || get(in, icmp + 4) != IDENTIFIER
        || get(in, icmp + 6) != sequence) {
      return false;
    }
    return in.asSlice(icmp + HEADER_LENGTH, size).mismatch(out.asSlice(HEADER_LENGTH, size)) < 0;
  }

  private static void put(MemorySegment segment, int offset, int value) {
    segment.set(ValueLayout.JAVA_BYTE, offset, (byte) (value >>> 8));
    segment.set(ValueLayout.JAVA_BYTE, offset + 1, (byte) value);
  }

  private static int get(MemorySegment segment, int offset) {
    int high = segment.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    return high << 8 | (segment.get(ValueLayout.JAVA_BYTE, offset + 1) & 0xff);
  }

  /** Pings, and says what came of it in the words of {@code ping}. */
  public static void main(String[] args) throws Throwable {
    int count = Integer.parseInt(args[1]);
    int answered = new KernelPing(InetAddress.getByName(args[0])).ping(count, Integer.parseInt(args[2]));
    System.out.println(count + " packets transmitted, " + answered + " received");
  }
}
