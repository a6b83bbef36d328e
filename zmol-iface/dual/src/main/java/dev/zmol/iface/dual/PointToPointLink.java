package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;

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
  public void attach(LocalAddresses addresses, Routes routes, NetworkCounters counters) {
    // There is nobody to answer: both ends of the link know each other.
  }

  @Override
  public SendResult transmit(Packet packet, IpAddress nextHop, long nowNanos) {
    return device.transmit(packet) ? SendResult.SENT : SendResult.BUSY;
  }

  @Override
  @Only(IPV6)
  public long interfaceIdentifier() {
    return 0;
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
  public boolean isVerifying() {
    return false;
  }

  @Override
  public void confirm(IpAddress nextHop, long nowNanos) {
    // Nobody has doubted it.
  }

  @Override
  public long unansweredSince(IpAddress nextHop) {
    return Long.MIN_VALUE;
  }

  @Override
  public int reachabilityChanges() {
    return 0;
  }

  @Override
  @Only(IPV6)
  public void learn(Ipv6Address address, MacAddress hardwareAddress, boolean router, long nowNanos) {
    // Stations of this link have no address of their own.
  }

  @Override
  @Only(IPV6)
  public void timing(long reachableNanos, long retransmissionNanos) {
    // There is nobody to be asked.
  }

  @Override
  public List<NeighborEntry> neighbors(long nowNanos) {
    return List.of();
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
