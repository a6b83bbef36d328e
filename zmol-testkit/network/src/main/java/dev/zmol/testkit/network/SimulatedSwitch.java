package dev.zmol.testkit.network;

import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A switch of a {@link SimulatedNetwork}: it learns where addresses are from what it forwards, and sends everywhere
 * what is for all, or for an address that it does not know yet.
 *
 * <p>On Ethernet it goes by hardware addresses, on a medium of bare IP packets by IP addresses.
 */
public final class SimulatedSwitch {
  private static final int ETHERNET_ADDRESS = 6;

  /**
   * An address, of whatever kind.
   *
   * @param high its upper eight bytes
   * @param low the others
   */
  private record Address(long high, long low) {}

  /**
   * One end of a cable, as a switch sees it.
   *
   * @param cable the cable
   * @param isFirst which end
   * @param neighbor takes addresses that are to be found here, if there is another switch at the other end
   */
  private record Port(SimulatedCable cable, boolean isFirst, Consumer<Address> neighbor) {
    void send(Packet packet) {
      if (isFirst) {
        cable.sendForward(packet);
      } else {
        cable.sendBack(packet);
      }
    }
  }

  private final SimulatedNetwork network;
  private final boolean isEthernet;
  private final List<Port> ports = new ArrayList<>();
  private final Map<Address, Integer> learned = new HashMap<>();

  SimulatedSwitch(SimulatedNetwork network) {
    this.network = network;
    this.isEthernet = network.capabilities().medium() == Medium.ETHERNET;
  }

  /**
   * Attaches a new host.
   *
   * @param addresses its addresses, if all switches are to know at once where they are: between thousands of hosts, what
   *     is sent to an address that nobody has heard of yet would be a flood. Only on a medium of bare IP packets
   * @return the host
   * @throws IllegalArgumentException if there are addresses on Ethernet
   */
  public SimulatedHost attach(InetAddress... addresses) {
    if (isEthernet && addresses.length > 0) {
      throw new IllegalArgumentException("the medium is Ethernet, where switches do not go by IP addresses");
    }
    SimulatedCable cable = network.cable();
    var host = new SimulatedHost(network, cable, true);
    int port = plug(cable, false, address -> {});
    for (InetAddress address : addresses) {
      learn(addressOf(address), port);
    }
    return host;
  }

  /** Joins this switch with another one, which learns what this one knows, and the other way round. */
  void join(SimulatedSwitch other, SimulatedCable cable) {
    Set<Address> here = Set.copyOf(learned.keySet());
    Set<Address> there = Set.copyOf(other.learned.keySet());
    int otherPort = other.ports.size();
    int port = plug(cable, true, address -> other.learn(address, otherPort));
    other.plug(cable, false, address -> learn(address, port));
    here.forEach(address -> other.learn(address, otherPort));
    there.forEach(address -> learn(address, port));
  }

  private int plug(SimulatedCable cable, boolean isFirst, Consumer<Address> neighbor) {
    int number = ports.size();
    ports.add(new Port(cable, isFirst, neighbor));
    cable.connect(isFirst, flight -> forward(flight, number));
    return number;
  }

  /** Learns where an address is, and tells the switches behind all other ports. */
  private void learn(Address address, int port) {
    learned.put(address, port);
    for (int k = 0; k < ports.size(); k++) {
      if (k != port) {
        ports.get(k).neighbor().accept(address);
      }
    }
  }

  private static Address addressOf(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? new Address(4, BigEndian.getInt(bytes, 0))
        : new Address(BigEndian.getLong(bytes, 0), BigEndian.getLong(bytes, 8));
  }

  private void forward(Flight flight, int from) {
    Packet packet = flight.packet;
    address(packet, true).ifPresent(source -> learned.put(source, from));
    Optional<Integer> to = address(packet, false).map(learned::get);
    if (to.isEmpty()) {
      flood(packet, from);
    } else if (to.get() != from) {
      ports.get(to.get()).send(packet);
    }
    network.release(flight);
  }

  private void flood(Packet packet, int from) {
    for (int k = 0; k < ports.size(); k++) {
      if (k != from) {
        ports.get(k).send(packet);
      }
    }
  }

  /** The source or the destination of a frame, if it has one that a switch could go by. */
  private Optional<Address> address(Packet packet, boolean source) {
    byte[] bytes = packet.bytes();
    int at = packet.offset();
    if (isEthernet) {
      int from = at + (source ? ETHERNET_ADDRESS : 0);
      return packet.length() < 2 * ETHERNET_ADDRESS
          ? Optional.empty()
          : Optional.of(new Address(BigEndian.getShort(bytes, from), BigEndian.getInt(bytes, from + 2)));
    }
    int version = packet.length() == 0 ? 0 : (bytes[at] & 0xff) >>> 4;
    if (version == 4 && packet.length() >= 20) {
      return Optional.of(new Address(4, BigEndian.getInt(bytes, at + (source ? 12 : 16))));
    }
    if (version == 6 && packet.length() >= 40) {
      int from = at + (source ? 8 : 24);
      return Optional.of(new Address(BigEndian.getLong(bytes, from), BigEndian.getLong(bytes, from + 8)));
    }
    return Optional.empty();
  }
}
