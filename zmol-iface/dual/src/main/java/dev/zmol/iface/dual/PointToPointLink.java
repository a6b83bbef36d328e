package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.wire.dual.IpAddress;

/** The link of a device that carries bare IP packets: no header, no neighbours. */
@Specialize
public final class PointToPointLink implements Link {
  private final Device device;
  private final DropCounters drops;

  /**
   * Creates the link.
   *
   * @param device the device, of {@link Medium#IP}
   * @param configuration the configuration of the interface
   * @param drops where dropped packets are counted
   * @throws IllegalArgumentException if the device carries anything but IP packets
   */
  public PointToPointLink(Device device, InterfaceConfiguration configuration, DropCounters drops) {
    if (device.capabilities().medium() != Medium.IP) {
      throw new IllegalArgumentException(
          "medium of the device is " + device.capabilities().medium() + "; a point-to-point link needs IP");
    }
    this.device = device;
    this.drops = drops;
  }

  @Override
  public void attach(LocalAddresses addresses) {
    // There is nobody to answer: both ends of the link know each other.
  }

  @Override
  public SendResult transmit(Packet packet, IpAddress nextHop, long nowNanos) {
    return device.transmit(packet) ? SendResult.SENT : SendResult.BUSY;
  }

  @Override
  public boolean isPointToPoint() {
    return true;
  }

  @Override
  public boolean isUnicastFrame() {
    return true;
  }

  @Override
  @Only(IPV6)
  public void neighborDiscovery(ReceivedPacket packet, long nowNanos) {
    drops.count(DropReason.ICMP_TYPE_UNKNOWN);
  }

  @Override
  public boolean poll(long nowNanos) {
    return false;
  }

  @Override
  public long pollAt() {
    return Long.MAX_VALUE;
  }

  @Override
  public void suspect(IpAddress nextHop) {
    // There is only one way.
  }

  @Override
  public boolean probe(IpAddress address, long nonce) {
    return true;
  }

  @Override
  public boolean announce(IpAddress address) {
    return true;
  }

  @Override
  public void flush() {
    // There are no neighbours to forget.
  }
}
