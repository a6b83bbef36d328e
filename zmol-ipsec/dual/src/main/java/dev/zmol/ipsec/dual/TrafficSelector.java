package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.PortRange;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.Objects;

/**
 * Which packets a policy is about (RFC 4301 §4.4.1.1).
 *
 * @param local our addresses
 * @param remote the addresses of the others
 * @param protocol the number of the protocol; {@link #ANY_PROTOCOL} for all
 * @param localPorts our ports
 * @param remotePorts the ports of the others
 */
@Specialize
public record TrafficSelector(
    IpCidr local, IpCidr remote, int protocol, PortRange localPorts, PortRange remotePorts) {
  /** Every protocol. */
  public static final int ANY_PROTOCOL = -1;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the protocol is out of range
   */
  public TrafficSelector {
    Objects.requireNonNull(local, "local is null");
    Objects.requireNonNull(remote, "remote is null");
    if (protocol < ANY_PROTOCOL || protocol > 255) {
      throw new IllegalArgumentException("protocol is " + protocol + "; it has to be from -1 to 255");
    }
  }

  /**
   * Selects all packets between addresses.
   *
   * @param local our addresses
   * @param remote the addresses of the others
   * @return the selector
   */
  public static TrafficSelector between(IpCidr local, IpCidr remote) {
    return new TrafficSelector(local, remote, ANY_PROTOCOL, PortRange.ANY, PortRange.ANY);
  }

  boolean matches(IpAddress ours, IpAddress theirs, int number, int ourPort, int theirPort) {
    return (protocol == ANY_PROTOCOL || protocol == number)
        && local.contains(ours)
        && remote.contains(theirs)
        && localPorts.contains(ourPort)
        && remotePorts.contains(theirPort);
  }
}
