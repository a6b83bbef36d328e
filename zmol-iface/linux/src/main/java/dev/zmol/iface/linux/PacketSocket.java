package dev.zmol.iface.linux;

import dev.zmol.iface.Medium;
import dev.zmol.wire.MacAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a socket of the family AF_PACKET and binds it to an interface (packet(7)). */
final class PacketSocket {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int ARPHRD_ETHER = 1;
  private static final int ARPHRD_NONE = 0xfffe;
  private static final int ETH_P_ALL = 3;

  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_TIMESTAMPNS = 35;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;

  private static final int SOL_PACKET = 263;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final int PACKET_STATISTICS = 6;
  private static final int PACKET_AUXDATA = 8;
  private static final int PACKET_VNET_HDR = 15;
  private static final int PACKET_IGNORE_OUTGOING = 23;

  /** {@code struct packet_mreq}: the interface, what is asked for, and an address of eight bytes at most. */
  private static final int MEMBERSHIP_SIZE = 16;

  private static final int PROMISCUOUS = 1;
  private static final int ALL_GROUPS = 2;
  private static final int UNICAST = 3;
  private static final int MAC_LENGTH = 6;

  /** {@code struct sockaddr_ll}. */
  private static final int ADDRESS_SIZE = 20;

  /** How many bytes may wait each way: some dozens of super-segments, with what the kernel counts on top of them. */
  private static final int QUEUE = 4 << 20;

  /** Since this version of Linux the header says what a UDP super-datagram is; older ones would lose it. */
  private static final int UDP_MAJOR = 6;

  private static final int UDP_MINOR = 2;

  private final SystemCalls calls;
  private final Arena arena;
  private final int descriptor;

  private PacketSocket(SystemCalls calls, Arena arena, int descriptor) {
    this.calls = calls;
    this.arena = arena;
    this.descriptor = descriptor;
  }

  /**
   * Attaches to an interface.
   *
   * @param name its name
   * @param address the station address whose frames are wanted, beside those to groups; null for all frames
   * @param offload what the kernel does for us
   * @return the interface
   */
  static Attachment attach(SystemCalls calls, Arena arena, String name, MacAddress address, Offload offload) {
    InterfaceRequest request = new InterfaceRequest(calls, arena, InterfaceName.check(name));
    int index = request.index();
    Medium medium = medium(name, request.hardwareType());
    int mtu = request.mtu();
    // Without a protocol it receives nothing before it is bound: nothing of other interfaces, nothing unfiltered.
    long opened = calls.socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (opened < 0) {
      throw OpenFailure.ofPacketSocket((int) -opened);
    }
    PacketSocket socket = new PacketSocket(calls, arena, (int) opened);
    try {
      socket.configure(index, medium == Medium.ETHERNET ? address : null, offload);
      GrantedOffload granted = offload == Offload.NONE ? GrantedOffload.NONE : granted();
      int headerLength = offload == Offload.NONE ? 0 : VirtioHeader.LENGTH;
      return new Attachment(name, socket.descriptor, medium, mtu, headerLength, granted, true);
    } catch (RuntimeException e) {
      calls.close(socket.descriptor);
      throw e;
    }
  }

  private static Medium medium(String name, int hardwareType) {
    return switch (hardwareType) {
      case ARPHRD_ETHER -> Medium.ETHERNET;
      case ARPHRD_NONE -> Medium.IP;
      default -> throw new DeviceException(
          "the interface '" + name + "' carries neither Ethernet frames nor IP packets alone: choose another one");
    };
  }

  /**
   * Opens a socket that sees all frames of an interface.
   *
   * @param index the number of the interface
   * @param isPromiscuous whether frames for other stations are wanted, too
   * @param isLoopback whether each frame that goes out comes in as well
   * @return the socket
   */
  static PacketSocket capture(
      SystemCalls calls, Arena arena, int index, boolean isPromiscuous, boolean isLoopback) {
    long opened = calls.socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (opened < 0) {
      throw OpenFailure.ofPacketSocket((int) -opened);
    }
    PacketSocket socket = new PacketSocket(calls, arena, (int) opened);
    try {
      if (isLoopback) {
        require("PACKET_IGNORE_OUTGOING", socket.number(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1));
      }
      require("PACKET_AUXDATA", socket.number(SOL_PACKET, PACKET_AUXDATA, 1));
      require("SO_TIMESTAMPNS", socket.number(SOL_SOCKET, SO_TIMESTAMPNS, 1));
      socket.lengthenQueues();
      if (isPromiscuous) {
        require("PACKET_MR_PROMISC", socket.membership(index, PROMISCUOUS, null));
      }
      require("bind", calls.bind(socket.descriptor, socket.address(index)));
      return socket;
    } catch (RuntimeException e) {
      calls.close(socket.descriptor);
      throw e;
    }
  }

  int descriptor() {
    return descriptor;
  }

  /** {@return how many frames the kernel has lost since this was asked the last time} */
  long takeDropped() {
    MemorySegment statistics = arena.allocate(2L * Integer.BYTES, 8);
    MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 2 * Integer.BYTES);
    long result = calls.getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, statistics, length);
    return result < 0 ? 0 : statistics.get(ValueLayout.JAVA_INT, Integer.BYTES) & 0xffff_ffffL;
  }

  private void configure(int index, MacAddress address, Offload offload) {
    require("PACKET_IGNORE_OUTGOING", number(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1));
    if (offload != Offload.NONE) {
      require("PACKET_VNET_HDR", number(SOL_PACKET, PACKET_VNET_HDR, 1));
    }
    lengthenQueues();
    MemorySegment filter = PacketFilter.program(arena, address);
    require("SO_ATTACH_FILTER", calls.setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, filter));
    join(index, address);
    require("bind", calls.bind(descriptor, address(index)));
  }

  /** A queue as long as it can be had: without the right to force it, the limits of the system hold. */
  private void lengthenQueues() {
    if (number(SOL_SOCKET, SO_RCVBUFFORCE, QUEUE) < 0) {
      number(SOL_SOCKET, SO_RCVBUF, QUEUE);
    }
    if (number(SOL_SOCKET, SO_SNDBUFFORCE, QUEUE) < 0) {
      number(SOL_SOCKET, SO_SNDBUF, QUEUE);
    }
  }

  /** Has the interface let frames through that it would keep from the kernel. */
  private void join(int index, MacAddress address) {
    boolean isAlone = address != null && membership(index, UNICAST, address) >= 0;
    if (!isAlone) {
      require("PACKET_MR_PROMISC", membership(index, PROMISCUOUS, null));
    }
    require("PACKET_MR_ALLMULTI", membership(index, ALL_GROUPS, null));
  }

  private long membership(int index, int kind, MacAddress address) {
    MemorySegment request = arena.allocate(MEMBERSHIP_SIZE, 8);
    request.set(ValueLayout.JAVA_INT, 0, index);
    request.set(ValueLayout.JAVA_SHORT, 4, (short) kind);
    if (address != null) {
      request.set(ValueLayout.JAVA_SHORT, 6, (short) MAC_LENGTH);
      for (int k = 0; k < MAC_LENGTH; k++) {
        request.set(ValueLayout.JAVA_BYTE, 8 + k, (byte) (address.bits() >>> (8 * (MAC_LENGTH - 1 - k))));
      }
    }
    return calls.setsockopt(descriptor, SOL_PACKET, PACKET_ADD_MEMBERSHIP, request);
  }

  private MemorySegment address(int index) {
    MemorySegment address = arena.allocate(ADDRESS_SIZE, 8);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
    address.set(ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) ETH_P_ALL);
    address.set(ValueLayout.JAVA_INT, 4, index);
    return address;
  }

  private long number(int level, int option, int value) {
    return calls.setsockopt(descriptor, level, option, arena.allocateFrom(ValueLayout.JAVA_INT, value));
  }

  private static void require(String what, long result) {
    OpenFailure.check(what, result);
  }

  /** There is no way to ask a socket, but every kernel that has the header knows TCP. */
  private static GrantedOffload granted() {
    try {
      String release = Files.readString(Path.of("/proc/sys/kernel/osrelease"));
      return knowsDatagrams(release) ? GrantedOffload.UDP_SEGMENTATION : GrantedOffload.TCP_SEGMENTATION;
    } catch (IOException e) {
      return GrantedOffload.TCP_SEGMENTATION;
    }
  }

  static boolean knowsDatagrams(String release) {
    String[] parts = release.strip().split("[^0-9]+", 3);
    if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty() || parts[0].length() + parts[1].length() > 8) {
      return false;
    }
    int major = Integer.parseInt(parts[0]);
    int minor = Integer.parseInt(parts[1]);
    return major > UDP_MAJOR || (major == UDP_MAJOR && minor >= UDP_MINOR);
  }
}
