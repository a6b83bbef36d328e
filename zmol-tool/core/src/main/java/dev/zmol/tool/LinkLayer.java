package dev.zmol.tool;

import dev.zmol.iface.capture.LinkType;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.VlanWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a captured frame has in front of what it carries.
 *
 * @param payload where what it carries begins
 * @param etherType what that is; -1 if the frame does not say, or is cut short
 * @param source the MAC address of the sender as a number; -1 if there is none
 * @param destination the MAC address of the receiver as a number; -1 if there is none
 * @param vlans the numbers of its virtual LANs, the outermost first
 */
public record LinkLayer(int payload, int etherType, long source, long destination, List<Integer> vlans) {
  private static final int ABSENT = -1;
  private static final int MAX_TAGS = 2;
  private static final int FAMILY_LENGTH = 4;
  private static final int COOKED_LENGTH = 16;
  private static final int COOKED_V2_LENGTH = 20;

  /**
   * Looks at a frame.
   *
   * @param linkType the number of what it begins with
   * @param bytes the frame
   * @return what it has in front; empty if the link type is one that is not known here
   */
  public static Optional<LinkLayer> of(int linkType, byte[] bytes) {
    return LinkType.of(linkType).flatMap(type -> of(type, bytes));
  }

  private static Optional<LinkLayer> of(LinkType type, byte[] bytes) {
    return switch (type) {
      case ETHERNET -> Optional.of(ethernet(bytes));
      case RAW_IP, IPV4, IPV6 -> Optional.of(ip(0, bytes));
      case NULL, LOOP -> Optional.of(ip(FAMILY_LENGTH, bytes));
      case LINUX_COOKED -> Optional.of(cooked(bytes, COOKED_LENGTH, COOKED_LENGTH - 2));
      case LINUX_COOKED_V2 -> Optional.of(cooked(bytes, COOKED_V2_LENGTH, 0));
      case IEEE802_15_4, IEEE802_15_4_WITHOUT_FCS -> Optional.empty();
    };
  }

  private static LinkLayer ethernet(byte[] bytes) {
    if (!EthernetFrame.isComplete(0, bytes.length)) {
      return plain(bytes.length, ABSENT);
    }
    int payload = EthernetWire.LENGTH;
    int type = EthernetFrame.etherType(bytes, 0);
    List<Integer> vlans = new ArrayList<>();
    while (vlans.size() < MAX_TAGS && EtherType.isVlan(type) && bytes.length - payload >= VlanWire.LENGTH) {
      vlans.add(VlanWire.identifier(bytes, payload));
      type = VlanWire.etherType(bytes, payload);
      payload += VlanWire.LENGTH;
    }
    return new LinkLayer(
        payload, type, EthernetFrame.source(bytes, 0), EthernetFrame.destination(bytes, 0), List.copyOf(vlans));
  }

  private static LinkLayer ip(int at, byte[] bytes) {
    int version = bytes.length > at ? bytes[at] >> 4 & 0xf : 0;
    return switch (version) {
      case 4 -> plain(at, EtherType.IPV4);
      case 6 -> plain(at, EtherType.IPV6);
      default -> plain(Math.min(at, bytes.length), ABSENT);
    };
  }

  private static LinkLayer cooked(byte[] bytes, int length, int protocol) {
    return bytes.length < length ? plain(bytes.length, ABSENT) : plain(length, BigEndian.getShort(bytes, protocol));
  }

  private static LinkLayer plain(int payload, int etherType) {
    return new LinkLayer(payload, etherType, ABSENT, ABSENT, List.of());
  }

  /** {@return whether the frame carries an IP packet} */
  public boolean isIp() {
    return etherType == EtherType.IPV4 || etherType == EtherType.IPV6;
  }
}
