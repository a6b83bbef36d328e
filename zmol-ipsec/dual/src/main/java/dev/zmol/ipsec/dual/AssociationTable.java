package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** The associations, found by the SPI of a packet in a time that does not grow with their number (RFC 4301 §4.1). */
@Specialize
final class AssociationTable {
  private static final int SPREAD = 0x9e37_79b9;

  private final List<Association> all = new ArrayList<>();

  /** Open addressing; at most half of the slots are taken. */
  private Association[] slots = new Association[2];

  List<Association> all() {
    return all;
  }

  void add(Association association) {
    all.add(association);
    fill();
  }

  void remove(Association association) {
    all.remove(association);
    fill();
  }

  private void fill() {
    slots = new Association[Integer.highestOneBit(Math.max(1, all.size())) << 2];
    for (Association association : all) {
      int slot = slot(association.security().spi());
      while (slots[slot] != null) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = association;
    }
  }

  private int slot(int spi) {
    return (spi * SPREAD) >>> 7 & slots.length - 1;
  }

  /** The association of a packet that has come; null if there is none. */
  Association find(ReceivedPacket packet, int spi) {
    for (int slot = slot(spi); slots[slot] != null; slot = slot + 1 & slots.length - 1) {
      Association association = slots[slot];
      if (association.security().spi() == spi
          && association.security().protocol() == packet.protocol()
          && packet.isTo(association.destination())) {
        return association;
      }
    }
    return null;
  }

  /** The association of a packet that we have sent; null if there is none. */
  Association find(IpAddress destination, int protocol, int spi) {
    for (int slot = slot(spi); slots[slot] != null; slot = slot + 1 & slots.length - 1) {
      Association association = slots[slot];
      if (association.security().spi() == spi
          && association.security().protocol() == protocol
          && association.destination().equals(destination)) {
        return association;
      }
    }
    return null;
  }
}
