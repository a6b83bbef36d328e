package dev.zmol.iface.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Opens {@code /dev/net/tun} and makes an interface of it. */
final class TunTap {
  /** The name that the kernel gave the interface, its descriptor, and its MTU in bytes. */
  record Attached(String name, int descriptor, int mtu) {}

  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int IFF_NO_PI = 0x1000;
  private static final int IFF_VNET_HDR = 0x4000;
  private static final long TUNSETOFFLOAD = 0x400454d0L;
  private static final long CHECKSUM = 1;
  private static final long TCP_SEGMENTATION = 2 | 4;
  private static final long TUNSETIFF = 0x400454caL;
  private static final long SIOCGIFMTU = 0x8921;

  /** The size of {@code struct ifreq}, and where what is asked for lies after the name. */
  private static final int REQUEST_SIZE = 40;

  private static final int REQUEST_VALUE = 16;

  private final SystemCalls calls;
  private final Arena arena;
  private final String node;

  TunTap(SystemCalls calls, Arena arena, String node) {
    this.calls = calls;
    this.arena = arena;
    this.node = node;
  }

  /**
   * Creates an interface, or attaches to one that was prepared and is not in use.
   *
   * @param kind TAP or TUN
   * @param name its name; {@code %d} stands for the first number that is free
   * @param offload what the kernel does for us
   * @return the interface
   */
  Attached attach(DeviceKind kind, String name, Offload offload) {
    byte[] nameBytes = InterfaceName.check(name);
    int descriptor = openNode();
    try {
      MemorySegment request = request(nameBytes);
      int header = offload == Offload.NONE ? 0 : IFF_VNET_HDR;
      request.set(ValueLayout.JAVA_SHORT, REQUEST_VALUE, (short) (kind.flag() | IFF_NO_PI | header));
      long result = calls.ioctl(descriptor, TUNSETIFF, request);
      if (result < 0) {
        throw OpenFailure.ofAttach(kind, name, (int) -result);
      }
      askForOffload(descriptor, offload);
      String given = request.getString(0, StandardCharsets.UTF_8);
      return new Attached(given, descriptor, readMtu(given));
    } catch (RuntimeException e) {
      calls.close(descriptor);
      throw e;
    }
  }

  /**
   * Says what we understand of what the kernel sends; sending to it needs no permission. A kernel that knows less is
   * asked for less. An interface that was prepared may have been used with other settings, so that we ask always.
   */
  private void askForOffload(int descriptor, Offload offload) {
    if (offload != Offload.NONE && calls.ioctl(descriptor, TUNSETOFFLOAD, CHECKSUM | TCP_SEGMENTATION) >= 0) {
      return;
    }
    if (offload != Offload.NONE && calls.ioctl(descriptor, TUNSETOFFLOAD, CHECKSUM) >= 0) {
      return;
    }
    calls.ioctl(descriptor, TUNSETOFFLOAD, 0);
  }

  private int openNode() {
    long result = calls.open(arena.allocateFrom(node), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (result < 0) {
      throw OpenFailure.ofNode(node, (int) -result);
    }
    return (int) result;
  }

  private MemorySegment request(byte[] name) {
    MemorySegment request = arena.allocate(REQUEST_SIZE, 8);
    MemorySegment.copy(name, 0, request, ValueLayout.JAVA_BYTE, 0, name.length);
    return request;
  }

  private int readMtu(String name) {
    int socket = (int) check("socket", calls.socket(AF_INET, SOCK_DGRAM | O_CLOEXEC));
    try {
      MemorySegment request = request(name.getBytes(StandardCharsets.UTF_8));
      check("reading the MTU of '" + name + "'", calls.ioctl(socket, SIOCGIFMTU, request));
      return request.get(ValueLayout.JAVA_INT, REQUEST_VALUE);
    } finally {
      calls.close(socket);
    }
  }

  static long check(String call, long result) {
    if (result < 0) {
      throw OpenFailure.ofCall(call, (int) -result);
    }
    return result;
  }
}
