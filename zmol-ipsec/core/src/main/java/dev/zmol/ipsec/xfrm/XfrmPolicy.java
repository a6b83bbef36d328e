package dev.zmol.ipsec.xfrm;

import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.ipsec.PortRange;

/**
 * A policy of Linux.
 *
 * @param line the line of the text that it begins in, from 1
 * @param direction whether it is about packets that are sent or received
 * @param source the addresses that the packets come from, with the length of their prefix
 * @param destination the addresses that they go to, with the length of their prefix
 * @param protocol the number of their protocol; -1 for all
 * @param sourcePorts the ports that they come from
 * @param destinationPorts the ports that they go to
 * @param action what becomes of them
 * @param priority the place of the policy among others: the smallest comes first
 * @param template how they are protected; of no meaning unless the action is {@link PolicyAction#PROTECT}
 */
public record XfrmPolicy(
    int line,
    PolicyDirection direction,
    String source,
    String destination,
    int protocol,
    PortRange sourcePorts,
    PortRange destinationPorts,
    PolicyAction action,
    long priority,
    Template template) {

  /**
   * How a policy protects.
   *
   * @param source where a tunnel begins
   * @param destination where it ends
   * @param protocol 50 for ESP, 51 for AH
   * @param mode transport or tunnel
   * @param requestId the number of the associations that do it; 0 for any
   */
  public record Template(String source, String destination, int protocol, Mode mode, int requestId) {}
}
