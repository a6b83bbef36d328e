package dev.zmol.iface;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.VlanWire;

/**
 * One virtual LAN of an Ethernet (IEEE 802.1Q): puts its tag into frames that are transmitted, and takes it out of
 * those that are received. Frames without a tag, or with that of another VLAN, are dropped, and counted.
 *
 * <p>Two of them, one around the other, make tags of a provider and its customer (IEEE 802.1ad): the outer tag belongs
 * to the device that is wrapped, {@code new VlanDevice(new VlanDevice(device, 100, 0, EtherType.PROVIDER_VLAN), 10)}.
 *
 * <p>The MTU stays the same: the device below has to carry frames that are four bytes longer than its MTU says, as
 * network cards, TAP and veth devices do. For one that does not, wrap this in a {@link MtuLimit}. Super-segments do not
 * pass: open the device without segmentation offload, or they are lost.
 */
public final class VlanDevice extends DeviceWrapper {
  /** The numbers 0 (no VLAN) and 4,095 (reserved) mean no VLAN. */
  private static final int MAX_IDENTIFIER = 4094;

  private static final int MAX_PRIORITY = 7;
  private static final int IDENTIFIER_BITS = 0xfff;

  private final DeviceCapabilities capabilities;
  private final int identifier;
  private final int etherType;
  private final int control;
  private final Packet incoming;
  private final DropCounters drops = new DropCounters();

  /**
   * Creates a device for one VLAN whose frames have no priority over others.
   *
   * @param device what carries the tagged frames
   * @param identifier the number of the VLAN (1 to 4,094)
   */
  public VlanDevice(Device device, int identifier) {
    this(device, identifier, 0, EtherType.VLAN);
  }

  /**
   * Creates a device for one VLAN.
   *
   * @param device what carries the tagged frames
   * @param identifier the number of the VLAN (1 to 4,094)
   * @param priority the priority code point of frames that are transmitted (0 to 7)
   * @param etherType {@link EtherType#VLAN}, or {@link EtherType#PROVIDER_VLAN} for the tag of a provider
   */
  public VlanDevice(Device device, int identifier, int priority, int etherType) {
    super(device);
    DeviceCapabilities all = device.capabilities();
    if (all.medium() != Medium.ETHERNET) {
      throw new IllegalArgumentException("the medium of the device is " + all.medium() + "; it has to be ETHERNET");
    }
    requireRange("identifier", identifier, 1, MAX_IDENTIFIER);
    requireRange("priority", priority, 0, MAX_PRIORITY);
    if (!EtherType.isVlan(etherType)) {
      throw new IllegalArgumentException(
          "etherType is " + EtherType.format(etherType) + "; it has to be that of 802.1Q or of 802.1ad");
    }
    this.capabilities = all.withSegmentation(0, 0);
    this.identifier = identifier;
    this.etherType = etherType;
    this.control = priority << 13 | identifier;
    // A tag of ours, and one of a customer's within it.
    this.incoming = new Packet(all.maxFrameLength() + 2 * VlanWire.LENGTH);
  }

  private static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from " + least + " to " + most);
    }
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  /** {@return how many received frames were dropped: {@link DropReason#VLAN_TAG_MISSING}, …} */
  public DropCounters drops() {
    return drops;
  }

  @Override
  public boolean receive(Packet packet) {
    while (device.receive(incoming)) {
      DropReason reason = reasonToDrop();
      if (reason == null) {
        untag(incoming);
        if (packet.deliver(incoming)) {
          return true;
        }
        reason = DropReason.PACKET_TOO_BIG;
      }
      drops.count(reason);
    }
    return false;
  }

  /** Why the frame is not for this VLAN; null if it is. */
  private DropReason reasonToDrop() {
    if (incoming.length() < EthernetWire.LENGTH + VlanWire.LENGTH) {
      return DropReason.FRAME_TOO_SHORT;
    }
    if (EthernetWire.etherType(incoming.bytes(), incoming.offset()) != etherType) {
      return DropReason.VLAN_TAG_MISSING;
    }
    int tag = BigEndian.getShort(incoming.bytes(), incoming.offset() + EthernetWire.LENGTH);
    return (tag & IDENTIFIER_BITS) == identifier ? null : DropReason.VLAN_NOT_OURS;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (packet.length() < EthernetWire.LENGTH || packet.offset() < VlanWire.LENGTH) {
      throw new IllegalArgumentException(
          "the frame has " + packet.length() + " bytes at " + packet.offset() + "; it has to have an Ethernet header,"
              + " and room for a tag in front");
    }
    tag(packet);
    boolean taken = device.transmit(packet);
    untag(packet);
    return taken;
  }

  /** Moves the addresses to the front, and puts the tag in the gap. */
  private void tag(Packet packet) {
    byte[] bytes = packet.bytes();
    int frame = packet.push(VlanWire.LENGTH);
    System.arraycopy(bytes, frame + VlanWire.LENGTH, bytes, frame, EthernetWire.ETHER_TYPE_OFFSET);
    BigEndian.putShort(bytes, frame + EthernetWire.ETHER_TYPE_OFFSET, etherType);
    BigEndian.putShort(bytes, frame + EthernetWire.LENGTH, control);
  }

  private static void untag(Packet packet) {
    byte[] bytes = packet.bytes();
    int frame = packet.offset();
    System.arraycopy(bytes, frame, bytes, frame + VlanWire.LENGTH, EthernetWire.ETHER_TYPE_OFFSET);
    packet.pull(VlanWire.LENGTH);
  }
}
