package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DeviceWrapper;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.ipsec.SecurityAssociationBuilder;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.testkit.network.SimulatedLink;
import dev.zmol.testkit.network.Simulation;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Two hosts on one link, with an association for each direction, and a record of all that left the first. */
@Specialize
final class ProtectedPair {
  static final int MTU = 1500;
  static final int FIRST_SPI = 0x1001;
  static final int SECOND_SPI = 0x2002;
  static final int REQUEST = 7;

  final ManualClock clock = new ManualClock(1_000_000_000);
  final SimulatedLink link = SimulatedLink.create(DeviceCapabilities.plain(Medium.IP, MTU), clock.nowNanos(), 7);
  final List<byte[]> packets = new ArrayList<>();
  final ProtectedStack left = new ComposedProtectedStack(new Recorder(link.left(), packets), configuration(1));
  final ProtectedStack right = new ComposedProtectedStack(link.right(), configuration(2));
  final Simulation simulation = new Simulation(clock, link, left, right);

  ProtectedPair(LinkConditions conditions) {
    link.conditions(conditions);
  }

  private static InterfaceConfiguration configuration(int number) {
    InterfaceConfiguration.Builder host = InterfaceConfiguration.builder().random(new Random(number));
    for (IpAddress address : addresses(number)) {
      host.address(new IpCidr(address, address.length() == 4 ? 24 : 64));
    }
    return host.build();
  }

  static List<IpAddress> addresses(int number) {
    List<IpAddress> addresses = new ArrayList<>();
    if (Comptime.IPV4) {
      addresses.add(IpAddress.parse("10.0.0." + number));
    }
    if (Comptime.IPV6) {
      addresses.add(IpAddress.parse("fd00::" + number));
    }
    return addresses;
  }

  /** Protects all between the hosts; a tunnel goes between the addresses that are given for it. */
  void protect(
      Protection protection,
      Mode mode,
      IpAddress tunnelLeft,
      IpAddress tunnelRight,
      UnaryOperator<SecurityAssociationBuilder> more) {
    for (boolean isLeft : new boolean[] {true, false}) {
      ProtectedStack stack = isLeft ? left : right;
      for (int k = 0; k < addresses(1).size(); k++) {
        IpAddress ours = addresses(isLeft ? 1 : 2).get(k);
        IpAddress theirs = addresses(isLeft ? 2 : 1).get(k);
        for (PolicyDirection direction : PolicyDirection.values()) {
          TrafficSelector all = between(ours, theirs);
          stack.ipsec().add(IpsecPolicy.protect(direction, all, protection.protocol(), mode, REQUEST));
        }
      }
      associate(stack, tunnelLeft, tunnelRight, more.apply(protection.builder(FIRST_SPI).mode(mode)));
      associate(stack, tunnelRight, tunnelLeft, more.apply(protection.builder(SECOND_SPI).mode(mode)));
    }
  }

  private void associate(ProtectedStack stack, IpAddress from, IpAddress to, SecurityAssociationBuilder builder) {
    stack.ipsec().add(new Association(from, to, REQUEST, builder.build()), clock.nowNanos());
  }

  static TrafficSelector between(IpAddress ours, IpAddress theirs) {
    return TrafficSelector.between(new IpCidr(ours, ours.length() * 8), new IpCidr(theirs, theirs.length() * 8));
  }

  /** Gives the right host a packet, as if it had come over the link. */
  void toRight(byte[] bytes) {
    give(right, bytes);
  }

  /** Gives the left host a packet. */
  void toLeft(byte[] bytes) {
    give(left, bytes);
  }

  private void give(ProtectedStack stack, byte[] bytes) {
    Packet packet = new Packet(bytes.length);
    packet.set(packet.offset(), bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), packet.offset(), bytes.length);
    stack.ingress(packet, clock.nowNanos());
    simulation.runFor(Duration.ofMillis(1));
  }

  /** Keeps what is sent. */
  private static final class Recorder extends DeviceWrapper {
    private final List<byte[]> packets;

    Recorder(Device inner, List<byte[]> packets) {
      super(inner);
      this.packets = packets;
    }

    @Override
    public boolean transmit(Packet packet) {
      byte[] copy = Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
      boolean taken = super.transmit(packet);
      if (taken) {
        packets.add(copy);
      }
      return taken;
    }
  }
}
