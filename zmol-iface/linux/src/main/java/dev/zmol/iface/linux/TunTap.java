package dev.zmol.iface.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Opens {@code /dev/net/tun} and makes an interface of it. */
final class TunTap {
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int IFF_NO_PI = 0x1000;
  private static final int IFF_VNET_HDR = 0x4000;
  private static final long TUNSETOFFLOAD = 0x400454d0L;
  private static final long TUNSETVNETHDRSZ = 0x400454d8L;
  private static final long TUNSETIFF = 0x400454caL;

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
  Attachment attach(DeviceKind kind, String name, Offload offload) {
    byte[] nameBytes = InterfaceName.check(name);
    int descriptor = openNode();
    try {
      boolean hasHeader = offload != Offload.NONE;
      InterfaceRequest request = new InterfaceRequest(calls, arena, nameBytes);
      request.flags(kind.flag() | IFF_NO_PI | (hasHeader ? IFF_VNET_HDR : 0));
      long result = request.ask(descriptor, TUNSETIFF);
      if (result < 0) {
        throw OpenFailure.ofAttach(kind, name, (int) -result);
      }
      GrantedOffload granted = hasHeader ? grant(descriptor) : refuse(descriptor);
      int headerLength = hasHeader ? VirtioHeader.LENGTH : 0;
      return new Attachment(
          request.name(), descriptor, kind.medium(), request.mtu(), headerLength, granted, false);
    } catch (RuntimeException e) {
      calls.close(descriptor);
      throw e;
    }
  }

  /**
   * Says what we understand of what the kernel sends. A kernel that knows less is asked for less, and tells by that
   * what it understands of what we send. An interface that was prepared may have been used with other settings, so that the
   * length of the header is set always.
   */
  private GrantedOffload grant(int descriptor) {
    MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, VirtioHeader.LENGTH);
    OpenFailure.check("setting the length of the virtio header", calls.ioctl(descriptor, TUNSETVNETHDRSZ, length));
    return GrantedOffload.probe(flags -> calls.ioctl(descriptor, TUNSETOFFLOAD, flags) >= 0);
  }

  private GrantedOffload refuse(int descriptor) {
    calls.ioctl(descriptor, TUNSETOFFLOAD, 0);
    return GrantedOffload.NONE;
  }

  private int openNode() {
    long result = calls.open(arena.allocateFrom(node), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (result < 0) {
      throw OpenFailure.ofNode(node, (int) -result);
    }
    return (int) result;
  }
}
