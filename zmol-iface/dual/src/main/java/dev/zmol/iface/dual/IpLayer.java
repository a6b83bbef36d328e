package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.Packet;
import dev.zmol.wire.dual.IpAddress;
import java.util.random.RandomGenerator;

/** The network layer of one interface: its addresses and routes, and the way of a packet out and in. */
@Specialize
public final class IpLayer {
  /** The hop limit of packets that ask for none (RFC 1700). */
  public static final int DEFAULT_HOP_LIMIT = 64;

  private IpLayer() {}

  /**
   * Returns the scratch packet to build an outgoing transport header and payload in, cleared. Its next use ends at
   * {@link #send}.
   *
   * @return the packet; the transport header begins at {@link Packet#HEADROOM}
   */
  public Packet outgoing() {
    throw new UnsupportedOperationException();
  }

  /**
   * Puts an IP header in front of a packet and sends it.
   *
   * @param packet the transport header and what follows it, checksum included
   * @param source the source address, one of ours
   * @param destination the destination address, of the same family
   * @param protocol the number of the protocol
   * @param trafficClass DSCP and ECN
   * @param hopLimit the hop limit (1 to 255)
   * @param nowNanos the time, in nanoseconds
   * @return what became of the packet; after {@link SendResult#BUSY} the packet is as it was
   */
  public SendResult send(
      Packet packet,
      IpAddress source,
      IpAddress destination,
      int protocol,
      int trafficClass,
      int hopLimit,
      long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /**
   * Chooses the source address for a destination.
   *
   * @param destination where a packet is to go
   * @return one of our addresses; null if there is none that will do, or no route
   */
  public IpAddress sourceFor(IpAddress destination) {
    throw new UnsupportedOperationException();
  }

  /**
   * Tells whether an address is one of ours.
   *
   * @param address the address
   * @return whether it is a unicast address of this interface
   */
  public boolean isLocal(IpAddress address) {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns the longest IP packet that fits the path to a destination, as far as is known.
   *
   * @param destination the destination
   * @return the length in bytes
   */
  public int pathMtu(IpAddress destination) {
    throw new UnsupportedOperationException();
  }

  /** {@return the capabilities of the device} */
  public DeviceCapabilities capabilities() {
    throw new UnsupportedOperationException();
  }

  /** {@return the drop counters of the stack} */
  public DropCounters drops() {
    throw new UnsupportedOperationException();
  }

  /** {@return the source of randomness of the stack} */
  public RandomGenerator random() {
    throw new UnsupportedOperationException();
  }
}
