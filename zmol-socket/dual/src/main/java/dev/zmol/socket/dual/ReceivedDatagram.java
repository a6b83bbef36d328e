package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;

/** A datagram that {@link BlockingUdpSocket} has received, with what is known about it. */
@Specialize
public final class ReceivedDatagram {
  private final byte[] payload;
  private final IpEndpoint source;
  private final IpAddress destination;
  private final int hopLimit;
  private final int trafficClass;
  private final long packetId;

  /** Takes the datagram that waits first in a socket. */
  ReceivedDatagram(UdpSocket socket) {
    payload = new byte[socket.nextLength()];
    var _ = socket.receive(payload, 0, payload.length);
    source = socket.source();
    destination = socket.destination();
    hopLimit = socket.hopLimit();
    trafficClass = socket.trafficClass();
    packetId = socket.packetId();
  }

  /** {@return the payload, all of it; the array belongs to the caller} */
  public byte[] payload() {
    return payload;
  }

  /** {@return who sent the datagram} */
  public IpEndpoint source() {
    return source;
  }

  /** {@return the address that the datagram was sent to: one of ours, a group, or a broadcast address} */
  public IpAddress destination() {
    return destination;
  }

  /** {@return the hop limit that was left} */
  public int hopLimit() {
    return hopLimit;
  }

  /** {@return the traffic class: DSCP and ECN} */
  public int trafficClass() {
    return trafficClass;
  }

  /** {@return the metadata id of the packet; 0 if it has none} */
  public long packetId() {
    return packetId;
  }

  @Override
  public String toString() {
    return payload.length + " bytes from " + source + " to " + destination;
  }
}
