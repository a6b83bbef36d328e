package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import java.util.ArrayDeque;

/** Copies of the packets that wait for neighbours: a bounded number, per neighbour and in all. */
@Specialize
final class WaitingPackets {
  private static final int SHARE = 4;

  private final DropCounters drops;
  private final int limit;
  private final int limitPerNeighbor;
  private final int packetRoom;
  private final ArrayDeque<Packet> free = new ArrayDeque<>();
  private int size;

  /**
   * Creates the queue.
   *
   * @param limit how many packets may wait
   * @param packetRoom how long an ordinary packet is at most
   */
  WaitingPackets(DropCounters drops, int limit, int packetRoom) {
    this.drops = drops;
    this.limit = limit;
    this.limitPerNeighbor = Math.max(1, limit / SHARE);
    this.packetRoom = packetRoom;
  }

  int size() {
    return size;
  }

  /**
   * Keeps a copy of a packet; the oldest one that waits for the same neighbour makes room for it (RFC 1122 §2.3.2.2,
   * RFC 4861 §7.2.2).
   *
   * @return whether it was kept
   */
  boolean add(Neighbor neighbor, Packet packet) {
    if (neighbor.waiting == null) {
      neighbor.waiting = new ArrayDeque<>();
    }
    if (neighbor.waiting.size() >= limitPerNeighbor || (size >= limit && neighbor.hasWaiting())) {
      removeFirst(neighbor);
      drops.count(DropReason.NEIGHBOR_QUEUE_FULL);
    }
    if (size >= limit) {
      drops.count(DropReason.NEIGHBOR_QUEUE_FULL);
      return false;
    }
    Packet copy = packet.length() > packetRoom ? new Packet(packet.length()) : obtain();
    copy.deliver(packet);
    neighbor.waiting.addLast(copy);
    size++;
    return true;
  }

  private Packet obtain() {
    Packet packet = free.pollFirst();
    return packet == null ? new Packet(packetRoom) : packet;
  }

  /** Lets go of the packet that has waited longest for a neighbour. */
  void removeFirst(Neighbor neighbor) {
    Packet packet = neighbor.waiting.removeFirst();
    size--;
    if (packet.room() == packetRoom) {
      free.addFirst(packet);
    }
  }

  /** Drops all packets that wait for a neighbour. */
  void drop(Neighbor neighbor, DropReason reason) {
    while (neighbor.hasWaiting()) {
      removeFirst(neighbor);
      drops.count(reason);
    }
  }
}
