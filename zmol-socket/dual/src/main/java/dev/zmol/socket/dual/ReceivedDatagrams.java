package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.socket.udp.DatagramRing;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;

/** The datagrams that wait in a socket, with what is known about each, and about the one that was looked at last. */
@Specialize
final class ReceivedDatagrams {
  private final DatagramRing ring;
  private IpEndpoint[] sources = {};
  private IpAddress[] destinations = {};
  private byte[] hopLimits = {};
  private byte[] trafficClasses = {};
  private long[] ids = {};
  private boolean[] unicasts = {};

  // About the one that was looked at last.
  IpEndpoint source;
  IpAddress destination;
  int hopLimit;
  int trafficClass;
  int length;
  long id;
  boolean unicast;

  ReceivedDatagrams(int byteLimit, int slots) {
    ring = new DatagramRing(byteLimit, slots);
  }

  int count() {
    return ring.count();
  }

  /** The length of the first; -1 if there is none. */
  int nextLength() {
    return ring.count() == 0 ? -1 : ring.firstLength();
  }

  void limit(int bytes) {
    ring.limit(bytes);
  }

  void clear() {
    ring.clear();
  }

  void remove() {
    ring.remove();
  }

  /** Copies the first, and takes note of what is known about it; -1 if there is none. */
  int peek(byte[] bytes, int offset, int room) {
    if (ring.count() == 0) {
      return -1;
    }
    int slot = ring.firstSlot();
    source = sources[slot];
    destination = destinations[slot];
    hopLimit = hopLimits[slot] & 0xff;
    trafficClass = trafficClasses[slot] & 0xff;
    length = ring.firstLength();
    id = ids[slot];
    unicast = unicasts[slot];
    return ring.peek(bytes, offset, room);
  }

  /** Takes in a datagram from the network; false if there is no room for it. */
  boolean add(ReceivedPacket packet, IpEndpoint from, int payload, int end) {
    int slot = add(packet.bytes(), payload, end - payload, from, packet.destination());
    if (slot >= 0) {
      hopLimits[slot] = (byte) packet.hopLimit();
      trafficClasses[slot] = (byte) packet.trafficClass();
      ids[slot] = packet.id();
      unicasts[slot] = packet.isUnicast();
    }
    return slot >= 0;
  }

  /** Takes in a datagram that we have sent to a group ourselves; false if there is no room for it. */
  boolean add(byte[] bytes, int payload, int end, IpEndpoint from, IpAddress group, int hops, int tos) {
    int slot = add(bytes, payload, end - payload, from, group);
    if (slot >= 0) {
      hopLimits[slot] = (byte) hops;
      trafficClasses[slot] = (byte) tos;
      ids[slot] = 0;
      unicasts[slot] = false;
    }
    return slot >= 0;
  }

  private int add(byte[] bytes, int offset, int size, IpEndpoint from, IpAddress to) {
    if (sources.length == 0) {
      allocate();
    }
    int slot = ring.add(bytes, offset, size);
    if (slot >= 0) {
      sources[slot] = from;
      destinations[slot] = to;
    }
    return slot;
  }

  private void allocate() {
    sources = new IpEndpoint[ring.slots()];
    destinations = new IpAddress[ring.slots()];
    hopLimits = new byte[ring.slots()];
    trafficClasses = new byte[ring.slots()];
    ids = new long[ring.slots()];
    unicasts = new boolean[ring.slots()];
  }
}
