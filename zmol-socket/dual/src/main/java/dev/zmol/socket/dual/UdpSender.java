package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.socket.udp.UdpCounter;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpDatagram;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.PseudoHeader;

/** Sends the datagrams of one socket, as it wants them sent. */
@Specialize
final class UdpSender {
  /** How many datagrams a super-datagram has at most: what every kernel that knows them takes. */
  private static final int BATCH_DATAGRAMS = 64;

  private final Udp udp;
  private final int port;
  private int hopLimit = IpLayer.DEFAULT_HOP_LIMIT;

  /** What is sent to a group stays on the link unless the sender says otherwise (RFC 1112 §6.1). */
  private int multicastHopLimit = 1;

  private int trafficClass;
  private long packetId;
  private boolean multicastLoop = true;
  private boolean broadcast = true;
  private IpAddress routedDestination;
  private IpAddress routedSource;

  UdpSender(Udp udp, int port) {
    this.udp = udp;
    this.port = port;
  }

  void hopLimit(int limit) {
    multicastHopLimit(limit);
    hopLimit = limit;
  }

  void multicastHopLimit(int limit) {
    if (limit < 1 || limit > 255) {
      throw new IllegalArgumentException("limit is " + limit + "; it has to be from 1 to 255");
    }
    multicastHopLimit = limit;
  }

  void trafficClass(int value) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("trafficClass is " + value + "; it has to be from 0 to 255");
    }
    trafficClass = value;
  }

  void packetId(long id) {
    packetId = id;
  }

  long packetId() {
    return packetId;
  }

  void multicastLoop(boolean looped) {
    multicastLoop = looped;
  }

  void broadcast(boolean permitted) {
    broadcast = permitted;
  }

  /** The address to send from to another, chosen anew if it is not ours any more; null if there is none. */
  IpAddress sourceFor(IpAddress remote) {
    if (!remote.equals(routedDestination)) {
      routedSource = udp.ip().sourceFor(remote);
      routedDestination = routedSource == null ? null : remote;
    } else if (!udp.ip().isLocal(routedSource)) {
      routedSource = udp.ip().sourceFor(remote);
    }
    return routedSource;
  }

  SendResult send(byte[] bytes, int offset, int length, IpEndpoint remote, IpAddress local) {
    int most = most(remote.address());
    if (length > most) {
      throw new IllegalArgumentException("length is " + length + "; it has to be from 0 to " + most);
    }
    return canSend(remote, local) ? transmit(bytes, offset, length, length, remote, local) : SendResult.DROPPED;
  }

  /** Sends a batch; returns how many bytes of it were sent. */
  int send(byte[] bytes, int offset, int length, int segmentSize, IpEndpoint remote, IpAddress local) {
    int most = most(remote.address());
    if (segmentSize < 1 || segmentSize > most) {
      throw new IllegalArgumentException("segmentSize is " + segmentSize + "; it has to be from 1 to " + most);
    }
    if (!canSend(remote, local)) {
      return 0;
    }
    // What comes back to us is looked at one by one.
    int batch = remote.address().isMulticast() ? segmentSize : batch(remote.address(), segmentSize);
    int sent = 0;
    while (sent < length) {
      int count = Math.min(batch, length - sent);
      SendResult result = transmit(bytes, offset + sent, count, segmentSize, remote, local);
      if (result == SendResult.BUSY || result == SendResult.DROPPED) {
        return sent;
      }
      sent += count;
    }
    return sent;
  }

  /** How many bytes are sent in one piece: several datagrams if the device takes that, and they fit the path. */
  private int batch(IpAddress to, int segmentSize) {
    if (segmentSize > udp.ip().pathMtu(to, udp.nowNanos()) - headers(to)) {
      return segmentSize;
    }
    int room = udp.ip().capabilities().datagramSegmentation() - headers(to);
    return segmentSize * Math.clamp(room / segmentSize, 1, BATCH_DATAGRAMS);
  }

  /** The longest payload that a datagram takes, fragmented or not. */
  private int most(IpAddress to) {
    return udp.ip().maxDatagram(to) - UdpWire.LENGTH;
  }

  private static int headers(IpAddress to) {
    return UdpWire.LENGTH + (to instanceof Ipv6Address ? 40 : 20);
  }

  private boolean canSend(IpEndpoint remote, IpAddress local) {
    if (local == null) {
      udp.ip().drops().count(DropReason.NO_ROUTE);
      return false;
    }
    IpAddress to = remote.address();
    if (local.length() != to.length()) {
      throw new IllegalArgumentException("remote is " + remote + "; it has to be of the family of " + local);
    }
    if (!broadcast && !to.isMulticast() && udp.ip().isGroup(to)) {
      throw new IllegalArgumentException("remote is " + remote + "; this socket must not send to broadcast addresses");
    }
    return true;
  }

  /** Sends one datagram, or several behind one header; the lengths in the header are those of all together. */
  private SendResult transmit(
      byte[] bytes, int offset, int length, int segmentSize, IpEndpoint remote, IpAddress local) {
    IpLayer ip = udp.ip();
    IpAddress to = remote.address();
    Packet packet = ip.outgoing(UdpWire.LENGTH + length);
    int udpOffset = packet.offset();
    packet.set(udpOffset, UdpWire.LENGTH + length);
    packet.id(packetId);
    UdpDatagram.emit(packet.bytes(), udpOffset, port, remote.port(), packet.length());
    System.arraycopy(bytes, offset, packet.bytes(), udpOffset + UdpWire.LENGTH, length);
    fillChecksum(packet, PseudoHeader.sum(local, to, IpProtocol.UDP, packet.length()));
    if (length > segmentSize) {
      packet.superSegment(Packet.SEGMENTATION_UDP, segmentSize);
    }
    int hops = to.isMulticast() ? multicastHopLimit : hopLimit;
    SendResult result = ip.send(packet, local, to, IpProtocol.UDP, trafficClass, hops, udp.nowNanos());
    boolean sent = result != SendResult.BUSY && result != SendResult.DROPPED;
    if (sent) {
      int datagrams = length > segmentSize ? (length + segmentSize - 1) / segmentSize : 1;
      udp.counters().add(UdpCounter.OUT_DATAGRAMS, datagrams);
    }
    if (multicastLoop && to.isMulticast() && sent) {
      udp.loop(bytes, offset, length, new IpEndpoint(local, port), remote, hops, trafficClass);
    }
    return result;
  }

  private void fillChecksum(Packet packet, long pseudoHeader) {
    if (udp.ip().capabilities().checksums().udp().computes()) {
      UdpDatagram.fillChecksum(packet.bytes(), packet.offset(), packet.end(), pseudoHeader);
    } else {
      UdpWire.checksum(packet.bytes(), packet.offset(), Checksum.foldSum(pseudoHeader));
      packet.requestChecksum(packet.offset(), UdpWire.CHECKSUM_OFFSET);
    }
  }
}
