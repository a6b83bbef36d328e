package dev.zmol.iface.linux;

import dev.zmol.wire.MacAddress;

/**
 * A raw packet socket (AF_PACKET) on an interface of the kernel, such as a network card or one end of a {@code veth}
 * pair: this program receives and sends Ethernet frames beside the kernel's own stack.
 *
 * <p>On an interface without a link layer, such as a TUN device or a WireGuard tunnel, these are bare IP packets: the
 * medium of the device says so.
 *
 * <p>Give the stack a MAC address of its own. With the address of the interface, the kernel would see the same frames
 * and answer them too. Frames that the kernel or others send through the interface are not received, nor those of a
 * VLAN.
 *
 * <p>Without {@linkplain Offload offload} frames come as the interface has them. An interface that receives TCP in
 * super-segments (GRO), or from a kernel that leaves segmentation and checksums to it ({@code veth}), hands over frames
 * that are too long, which are dropped and counted, or whose checksums nobody has computed. So either use offload, or
 * switch it off there: {@code ethtool -K … gro off}, and {@code tx off} at the other end of a {@code veth} pair.
 *
 * <p>Like every {@link dev.zmol.iface.Device} it belongs to one thread, but for {@link #wakeup}.
 */
public final class PacketSocketDevice extends KernelDevice {
  private PacketSocketDevice(String name, MacAddress address, Offload offload) {
    super((calls, arena) -> PacketSocket.attach(calls, arena, name, address, offload));
  }

  /**
   * Opens a socket that receives what is addressed to one station, or to a group.
   *
   * @param name the name of the interface
   * @param address the MAC address of the stack; has no meaning on an interface that carries bare IP packets
   * @param offload what the kernel does for us
   * @return the device
   * @throws IllegalArgumentException if the name is not one for an interface, or the address is not unicast
   * @throws DeviceException if there is no such interface, or the system does not let us; the message says what to do
   */
  public static PacketSocketDevice open(String name, MacAddress address, Offload offload) {
    if (!address.isUnicast()) {
      throw new IllegalArgumentException("address is " + address + "; it has to be a unicast address");
    }
    return new PacketSocketDevice(name, address, offload);
  }

  /**
   * Opens a socket that receives all frames, whoever they are addressed to: the interface is put into promiscuous mode
   * until the device is closed.
   *
   * @param name the name of the interface
   * @param offload what the kernel does for us
   * @return the device
   * @throws IllegalArgumentException if the name is not one for an interface
   * @throws DeviceException if there is no such interface, or the system does not let us; the message says what to do
   */
  public static PacketSocketDevice openPromiscuous(String name, Offload offload) {
    return new PacketSocketDevice(name, null, offload);
  }
}
