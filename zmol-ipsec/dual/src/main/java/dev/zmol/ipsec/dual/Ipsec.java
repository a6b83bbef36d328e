package dev.zmol.ipsec.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import java.util.List;
import java.util.Objects;

/**
 * IPsec (RFC 4301): protects packets with ESP (RFC 4303) and AH (RFC 4302), as policies have it.
 *
 * <p>Compose it into a stack like any other protocol. At first it lets all pass: {@link #add(IpsecPolicy)} says what is
 * to be protected, {@link #add(Association, long)} how. Nothing here negotiates keys; they come from whoever configures
 * the stack.
 *
 * <p>Neighbour discovery always passes in the clear: without it nothing could be sent at all. Of an ICMP error in the
 * clear the path MTU is taken over if it quotes a packet that was sent lately (RFC 4301 §8.2).
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it.
 */
@Specialize
@Protocol(number = {IpProtocol.ESP, IpProtocol.AH})
public final class Ipsec implements TransportProtocol, AutoCloseable {
  /** The number of an IPv4 packet in another packet. */
  static final int IPV4_IN_IP = 4;

  /** How many packets ago the one may have been sent that an ICMP error is about. */
  private static final int RECENT = 1 << 16;

  @Only(IPV6)
  private static final int FIRST_DISCOVERY = 133;

  @Only(IPV6)
  private static final int LAST_DISCOVERY = 137;

  private final IpLayer ip;
  private final AssociationTable associations = new AssociationTable();
  private final PolicyTable sent = new PolicyTable();
  private final PolicyTable received = new PolicyTable();
  private final IpsecReceiver receiver;

  /**
   * Creates an IPsec that lets all pass, and puts it before what sends.
   *
   * @param ip the layer below
   */
  public Ipsec(IpLayer ip) {
    this.ip = ip;
    this.receiver = new IpsecReceiver(associations, ip.capabilities().maxPacketLength());
    ip.withoutSegmentation();
    ip.sender(new IpsecSender(ip, this, ip.sender(), sent));
  }

  // Configuration

  /**
   * Adds an association, of either direction. The newest takes the place of older ones for the same packets.
   *
   * @param association the association
   * @param nowNanos the time, in nanoseconds, at which its lifetimes begin
   */
  public void add(Association association, long nowNanos) {
    association.security().install(nowNanos);
    associations.add(association);
    resolve();
  }

  /**
   * Removes an association, and closes it.
   *
   * @param association the association
   */
  public void remove(Association association) {
    associations.remove(association);
    association.security().close();
    resolve();
  }

  private void resolve() {
    sent.resolve(associations.all());
    received.resolve(associations.all());
    ip.pathsReduced();
  }

  /** {@return the associations, the newest last} */
  public List<Association> associations() {
    return List.copyOf(associations.all());
  }

  /**
   * Adds a policy behind those that are there: of several that match, the first decides.
   *
   * @param policy the policy
   */
  public void add(IpsecPolicy policy) {
    (policy.direction() == PolicyDirection.OUT ? sent : received).add(policy, associations.all());
    ip.pathsReduced();
  }

  /** A request id that neither an association nor a policy has. */
  int unusedRequestId() {
    int highest = Math.max(sent.highestRequestId(), received.highestRequestId());
    for (Association association : associations.all()) {
      highest = Math.max(highest, association.requestId());
    }
    return Math.addExact(highest, 1);
  }

  /** Removes all policies. */
  public void clearPolicies() {
    sent.clear();
    received.clear();
  }

  /**
   * Says what becomes of packets that no policy is about; at first they pass. RFC 4301 §5 would have them dropped.
   *
   * @param action {@link PolicyAction#BYPASS} or {@link PolicyAction#DISCARD}
   * @throws IllegalArgumentException if it is another action
   */
  public void otherwise(PolicyAction action) {
    if (Objects.requireNonNull(action, "action is null") == PolicyAction.PROTECT) {
      throw new IllegalArgumentException("action is PROTECT; it has to be BYPASS or DISCARD");
    }
    sent.otherwise(action);
    received.otherwise(action);
  }

  boolean isOurs(IpAddress address) {
    return ip.isLocal(address);
  }

  // In

  @Override
  public boolean receive(ReceivedPacket packet, long nowNanos) {
    DropReason refused = receiver.receive(packet, nowNanos);
    if (refused != null) {
      ip.drops().count(refused);
    }
    return true;
  }

  /** {@return the packet that was within the one received last; null if there was none} */
  public Packet pendingPacket() {
    return receiver.pending();
  }

  /**
   * Tells whether the policies let a packet in (RFC 4301 §5.2); counts it if not.
   *
   * @param packet the packet
   * @param nowNanos the time, in nanoseconds
   * @return whether it may pass
   */
  public boolean admits(ReceivedPacket packet, long nowNanos) {
    if (packet.protocol() == IpProtocol.ESP || packet.protocol() == IpProtocol.AH) {
      return true; // Asked again about what is within.
    }
    byte[] bytes = packet.bytes();
    int at = packet.transportOffset();
    int protocol = packet.protocol();
    Association through = receiver.through(packet);
    if (through == null && packet.isIpv6() && isNeighborDiscovery(protocol, bytes, at, packet.end())) {
      return true;
    }
    PolicyEntry entry =
        received.findReceived(packet.source(), packet.destination(), protocol, bytes, at, packet.end());
    if (isFine(entry, through)) {
      return true;
    }
    ip.drops().count(DropReason.IPSEC_POLICY);
    return false;
  }

  private boolean isFine(PolicyEntry entry, Association through) {
    return switch (received.action(entry)) {
      // What came through a tunnel has to be what the tunnel is for.
      case BYPASS -> through == null || through.security().mode() == Mode.TRANSPORT;
      case DISCARD -> false;
      case PROTECT -> through != null && entry.policy.isServedBy(through);
    };
  }

  /** Whether a message is of neighbour discovery, which goes no further than the link (RFC 4861). */
  @Only(IPV6)
  static boolean isNeighborDiscovery(int protocol, byte[] bytes, int at, int end) {
    int type = protocol == IpProtocol.ICMPV6 && at < end ? bytes[at] & 0xff : 0;
    return type >= FIRST_DISCOVERY && type <= LAST_DISCOVERY;
  }

  @Override
  public void error(IcmpError error, long nowNanos) {
    int at = error.transportOffset() + (error.protocol() == IpProtocol.AH ? 4 : 0);
    boolean tooBig = error.kind() == IcmpError.Kind.PACKET_TOO_BIG && error.mtu() > 0 && error.end() - at >= 8;
    Association association =
        tooBig
            ? associations.find(error.destination(), error.protocol(), BigEndian.getInt(error.bytes(), at))
            : null;
    if (association != null && isRecent(association, BigEndian.getInt(error.bytes(), at + 4))) {
      reducePathMtu(error.destination(), error.mtu(), nowNanos);
    }
  }

  /** Connections look again only if there is news: somebody may repeat what he says. */
  private void reducePathMtu(IpAddress destination, int mtu, long nowNanos) {
    int before = ip.pathMtu(destination, nowNanos);
    ip.reducePathMtu(destination, mtu, nowNanos);
    if (ip.pathMtu(destination, nowNanos) < before) {
      ip.pathsReduced();
    }
  }

  private static boolean isRecent(Association association, int sequence) {
    int ago = (int) association.security().sequenceNumber() - sequence;
    return ago >= 0 && ago < RECENT && association.security().packets() > ago;
  }

  // Lifetimes

  @Override
  public boolean poll(long nowNanos) {
    List<Association> all = associations.all();
    for (int k = 0; k < all.size(); k++) {
      all.get(k).security().check(nowNanos);
    }
    return false;
  }

  @Override
  public long pollAt() {
    long next = Long.MAX_VALUE;
    List<Association> all = associations.all();
    for (int k = 0; k < all.size(); k++) {
      next = Math.min(next, all.get(k).security().expiresAt());
    }
    return next;
  }

  /** Wipes all keys. */
  @Override
  public void close() {
    for (Association association : associations()) {
      remove(association);
    }
  }
}
