package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The policies of one direction, in the order in which they are asked; there are few (RFC 4301 §4.4.1). */
@Specialize
final class PolicyTable {
  private static final int PORTS_LENGTH = 4;

  private PolicyEntry[] entries = {};
  private PolicyAction otherwise = PolicyAction.BYPASS;

  void add(IpsecPolicy policy, List<Association> associations) {
    List<PolicyEntry> all = new ArrayList<>(Arrays.asList(entries));
    PolicyEntry entry = new PolicyEntry(policy);
    entry.resolve(associations);
    all.add(entry);
    entries = all.toArray(PolicyEntry[]::new);
  }

  void clear() {
    entries = new PolicyEntry[0];
  }

  void otherwise(PolicyAction action) {
    otherwise = action;
  }

  void resolve(List<Association> associations) {
    for (PolicyEntry entry : entries) {
      entry.resolve(associations);
    }
  }

  int highestRequestId() {
    int highest = 0;
    for (PolicyEntry entry : entries) {
      highest = Math.max(highest, entry.policy.requestId());
    }
    return highest;
  }

  PolicyEntry[] entries() {
    return entries;
  }

  PolicyAction action(PolicyEntry entry) {
    return entry == null ? otherwise : entry.policy.action();
  }

  /** The first policy about a packet that is sent; null if there is none. */
  PolicyEntry findSent(
      IpAddress source, IpAddress destination, int protocol, byte[] buf, int transport, int end) {
    int from = port(protocol, buf, transport, end, UdpWire.SOURCE_PORT_OFFSET);
    int to = port(protocol, buf, transport, end, UdpWire.DESTINATION_PORT_OFFSET);
    return find(source, destination, protocol, from, to);
  }

  /** The first policy about a packet that is received; null if there is none. */
  PolicyEntry findReceived(
      IpAddress source, IpAddress destination, int protocol, byte[] buf, int transport, int end) {
    int from = port(protocol, buf, transport, end, UdpWire.SOURCE_PORT_OFFSET);
    int to = port(protocol, buf, transport, end, UdpWire.DESTINATION_PORT_OFFSET);
    return find(destination, source, protocol, to, from);
  }

  private PolicyEntry find(IpAddress ours, IpAddress theirs, int protocol, int ourPort, int theirPort) {
    for (PolicyEntry entry : entries) {
      if (entry.policy.selector().matches(ours, theirs, protocol, ourPort, theirPort)) {
        return entry;
      }
    }
    return null;
  }

  /** TCP and UDP have their ports at the same place; -1 for others. */
  private static int port(int protocol, byte[] buf, int transport, int end, int offset) {
    boolean has = (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP) && end - transport >= PORTS_LENGTH;
    return has ? (buf[transport + offset] & 0xff) << 8 | (buf[transport + offset + 1] & 0xff) : -1;
  }
}
