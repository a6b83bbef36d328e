package dev.zmol.iface.linux;

/**
 * A TUN device: the kernel sees a point-to-point interface, and this program receives and sends its IP packets.
 *
 * <p>Like every {@link dev.zmol.iface.Device} it belongs to one thread, but for {@link #wakeup}.
 */
public final class TunDevice extends KernelDevice {
  private TunDevice(String name, String node, Offload offload) {
    super((calls, arena) -> new TunTap(calls, arena, node).attach(DeviceKind.TUN, name, offload));
  }

  /**
   * Creates an interface, or attaches to one that {@code ip tuntap add … mode tun} has prepared.
   *
   * <p>The interface has to be set up (addresses, {@code ip link set up}) by others. Its MTU is read once.
   *
   * @param name the name of the interface, 1 to 15 bytes; {@code %d} stands for the first number that is free
   * @return the device
   * @throws IllegalArgumentException if the name is not one for an interface
   * @throws DeviceException if the system does not let us; the message says what to do
   */
  public static TunDevice open(String name) {
    return open(name, Offload.NONE);
  }

  /**
   * Creates or attaches to an interface, as {@link #open(String)} does, and shares work with the kernel.
   *
   * @param name the name of the interface, 1 to 15 bytes; {@code %d} stands for the first number that is free
   * @param offload what the kernel does for us
   * @return the device
   * @throws IllegalArgumentException if the name is not one for an interface
   * @throws DeviceException if the system does not let us; the message says what to do
   */
  public static TunDevice open(String name, Offload offload) {
    return new TunDevice(name, NODE, offload);
  }

  static TunDevice open(String name, String node) {
    return new TunDevice(name, node, Offload.NONE);
  }
}
