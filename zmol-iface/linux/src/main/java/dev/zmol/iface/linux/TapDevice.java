package dev.zmol.iface.linux;

/**
 * A TAP device: the kernel sees an Ethernet interface, and this program is the other end of its cable.
 *
 * <p>Like every {@link dev.zmol.iface.Device} it belongs to one thread, but for {@link #wakeup}.
 */
public final class TapDevice extends KernelDevice {
  private TapDevice(String name, String node, Offload offload) {
    super((calls, arena) -> new TunTap(calls, arena, node).attach(DeviceKind.TAP, name, offload));
  }

  /**
   * Creates an interface, or attaches to one that {@code ip tuntap add … mode tap} has prepared.
   *
   * <p>The interface has to be set up (addresses, {@code ip link set up}) by others. Its MTU is read once.
   *
   * @param name the name of the interface, 1 to 15 bytes; {@code %d} stands for the first number that is free
   * @return the device
   * @throws IllegalArgumentException if the name is not one for an interface
   * @throws DeviceException if the system does not let us; the message says what to do
   */
  public static TapDevice open(String name) {
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
  public static TapDevice open(String name, Offload offload) {
    return new TapDevice(name, NODE, offload);
  }

  static TapDevice open(String name, String node) {
    return new TapDevice(name, node, Offload.NONE);
  }
}
