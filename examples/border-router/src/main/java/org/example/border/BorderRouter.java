package org.example.border;

import dev.zmol.iface.Device;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.Stack;
import dev.zmol.iface.ipv6.PacketForwarder;
import dev.zmol.iface.ipv6.ReceivedPacket;

/**
 * Forwards packets between the root of a low-power network and a device of bare IP packets, such as a TUN device.
 *
 * <p>It forwards to nodes; its own addresses are not reached from outside. One thread owns it, as it owns the root.
 */
public final class BorderRouter implements Stack, PacketForwarder {
  private static final int BURST = 64;
  private static final int HEADER = 40;
  private static final int HOP_LIMIT = 7;
  private static final int VERSION_6 = 6;

  private final NodeStack root;
  private final Device outside;
  private final Packet packet;

  /**
   * Creates the router.
   *
   * @param root the root of the network, which is polled by this from now on
   * @param outside where packets go to and come from; not closed by this
   */
  public BorderRouter(NodeStack root, Device outside) {
    this.root = root;
    this.outside = outside;
    this.packet = new Packet(outside.capabilities().maxFrameLength());
    root.rpl().border(this);
  }

  @Override
  public boolean poll(long nowNanos) {
    int entered = 0;
    while (entered < BURST && outside.receive(packet)) {
      enter(nowNanos);
      entered++;
    }
    boolean worked = root.poll(nowNanos);
    outside.flush();
    return worked || entered > 0;
  }

  private void enter(long nowNanos) {
    boolean ipv6 = packet.length() >= HEADER && packet.bytes()[packet.offset()] >>> 4 == VERSION_6;
    if (!ipv6 || !root.rpl().enter(packet, nowNanos)) {
      // To a group, or from an address of the link: none of our business.
      root.drops().count(DropReason.IP_NOT_FOR_US);
    }
  }

  /** Takes a packet that leaves the network. */
  @Override
  public boolean forward(Packet leaving, long nowNanos) {
    leaving.bytes()[leaving.offset() + HOP_LIMIT]--;
    if (!outside.transmit(leaving)) {
      root.drops().count(DropReason.DEVICE_BUSY);
    }
    return true;
  }

  @Override
  public boolean routed(ReceivedPacket received, int routingHeader, long nowNanos) {
    return false;
  }

  @Override
  public void ingress(Packet frame, long nowNanos) {
    root.ingress(frame, nowNanos);
  }

  @Override
  public boolean egress(long nowNanos) {
    return root.egress(nowNanos);
  }

  @Override
  public long pollAt() {
    return root.pollAt();
  }

  @Override
  public DropCounters drops() {
    return root.drops();
  }
}
