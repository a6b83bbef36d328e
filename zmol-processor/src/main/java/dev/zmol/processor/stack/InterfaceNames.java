package dev.zmol.processor.stack;

import com.palantir.javapoet.ClassName;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;

/**
 * The names of the wire and interface modules that composed stacks refer to.
 *
 * <p>The processor does not depend on these modules. Composed stacks use them as follows:
 *
 * <ul>
 *   <li>{@code new EthernetLink(Device, InterfaceConfiguration, DropCounters)}, and the same for {@code
 *       PointToPointLink}; {@code boolean poll(long)} and {@code long pollAt()} of both; of {@code EthernetLink} {@code
 *       int receive(Packet, long)}, which takes the header off a frame and returns its EtherType or, having counted the
 *       drop, -1, and {@code arp(Packet, long)};
 *   <li>{@code new LowpanLink(Device, InterfaceConfiguration, LowpanConfiguration, DropCounters)} of {@code zmol-lowpan},
 *       with the same methods, but for {@code arp};
 *   <li>{@code new IpLayer(Device, Link, InterfaceConfiguration, DropCounters)}; {@code boolean receive(Packet,
 *       ReceivedPacket, long)}, which fills the context or, having counted the drop, returns false; {@code
 *       protocolUnreachable(ReceivedPacket, long)} and {@code portUnreachable(ReceivedPacket, long)};
 *   <li>the methods of {@code TransportProtocol}, of {@code Device} and of {@code DropCounters};
 *   <li>of a protocol that brings in errors about packets of others, {@code IcmpError pendingError()}: the error that the
 *       packet received last has brought, or null;
 *   <li>{@code boolean admits(ReceivedPacket, long)} of a protocol that says of every packet whether it may pass, and
 *       {@code Packet pendingPacket()} of one that unwraps packets: the one within the packet received last, or null.
 * </ul>
 */
final class InterfaceNames {
  static final ClassName ETHER_TYPE = ClassName.get("dev.zmol.wire", "EtherType");
  static final ClassName IP_PROTOCOL = ClassName.get("dev.zmol.wire", "IpProtocol");

  static final ClassName LOWPAN_LINK = ClassName.get("dev.zmol.lowpan", "LowpanLink");
  static final ClassName LOWPAN_CONFIGURATION = ClassName.get("dev.zmol.lowpan", "LowpanConfiguration");

  static final ClassName DEVICE = core("Device");
  static final ClassName DROP_COUNTERS = core("DropCounters");
  static final ClassName DROP_REASON = core("DropReason");
  static final ClassName MEDIUM = core("Medium");
  static final ClassName PACKET = core("Packet");
  static final ClassName STACK = core("Stack");

  private final Family family;

  InterfaceNames(Family family) {
    this.family = family;
  }

  private static ClassName core(String name) {
    return ClassName.get("dev.zmol.iface", name);
  }

  /** The package, and the module, of the interface layer in a flavour. */
  static String packageOf(Family family) {
    return switch (family) {
      case IPV4 -> "dev.zmol.iface.ipv4";
      case IPV6 -> "dev.zmol.iface.ipv6";
      case DUAL -> "dev.zmol.iface.dual";
    };
  }

  /** The artifact that holds the interface layer of a flavour. */
  static String artifactOf(Family family) {
    return packageOf(family).replace("dev.zmol.iface.", "zmol-iface-");
  }

  /** A flavour as messages name it. */
  static String adjective(Family family) {
    return switch (family) {
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
      case DUAL -> "dual-stack";
    };
  }

  ClassName ipLayer() {
    return ofFlavor("IpLayer");
  }

  ClassName configuration() {
    return ofFlavor("InterfaceConfiguration");
  }

  /** The link of a medium. */
  ClassName link(Medium medium) {
    return switch (medium) {
      case ETHERNET -> ofFlavor("EthernetLink");
      case IP -> ofFlavor("PointToPointLink");
      case IEEE802154 -> LOWPAN_LINK;
    };
  }

  ClassName link() {
    return ofFlavor("Link");
  }

  ClassName receivedPacket() {
    return ofFlavor("ReceivedPacket");
  }

  ClassName icmpError() {
    return ofFlavor("IcmpError");
  }

  ClassName transportProtocol() {
    return ofFlavor("TransportProtocol");
  }

  private ClassName ofFlavor(String name) {
    return ClassName.get(packageOf(family), name);
  }
}
