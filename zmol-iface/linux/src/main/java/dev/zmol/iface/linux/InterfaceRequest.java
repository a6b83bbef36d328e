package dev.zmol.iface.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** A question to the kernel about an interface: {@code struct ifreq}, a name and what is asked for. */
final class InterfaceRequest {
  private static final int SIZE = 40;
  private static final int VALUE = 16;
  private static final int HARDWARE_ADDRESS = 18;
  private static final int HARDWARE_ADDRESS_LENGTH = 6;
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final long SIOCGIFMTU = 0x8921;
  private static final long SIOCGIFHWADDR = 0x8927;
  private static final long SIOCGIFINDEX = 0x8933;

  private final SystemCalls calls;
  private final MemorySegment request;

  InterfaceRequest(SystemCalls calls, Arena arena, byte[] name) {
    this.calls = calls;
    this.request = arena.allocate(SIZE, 8);
    MemorySegment.copy(name, 0, request, ValueLayout.JAVA_BYTE, 0, name.length);
  }

  /** Asks by a descriptor; returns what the kernel returns. */
  long ask(int descriptor, long question) {
    return calls.ioctl(descriptor, question, request);
  }

  void flags(int flags) {
    request.set(ValueLayout.JAVA_SHORT, VALUE, (short) flags);
  }

  /** {@return the name, which the kernel may have completed} */
  String name() {
    return request.getString(0, StandardCharsets.UTF_8);
  }

  /** {@return the MTU in bytes} */
  int mtu() {
    askBySocket("reading the MTU of", SIOCGIFMTU);
    return request.get(ValueLayout.JAVA_INT, VALUE);
  }

  /** {@return the number of the interface} */
  int index() {
    askBySocket("finding", SIOCGIFINDEX);
    return request.get(ValueLayout.JAVA_INT, VALUE);
  }

  /** {@return what the interface carries, in the numbers of ARP: 1 is Ethernet} */
  int hardwareType() {
    askBySocket("reading the address of", SIOCGIFHWADDR);
    return request.get(ValueLayout.JAVA_SHORT, VALUE) & 0xffff;
  }

  /** {@return the MAC address, after {@link #hardwareType}} */
  byte[] hardwareAddress() {
    byte[] address = new byte[HARDWARE_ADDRESS_LENGTH];
    MemorySegment.copy(request, ValueLayout.JAVA_BYTE, HARDWARE_ADDRESS, address, 0, address.length);
    return address;
  }

  private void askBySocket(String what, long question) {
    int socket = (int) OpenFailure.check("socket", calls.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    try {
      long result = ask(socket, question);
      if (result < 0) {
        throw OpenFailure.ofInterface(what, name(), (int) -result);
      }
    } finally {
      calls.close(socket);
    }
  }
}
