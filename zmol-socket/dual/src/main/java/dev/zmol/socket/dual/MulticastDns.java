package dev.zmol.socket.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.dual.GroupMembership;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.socket.dns.Claim;
import dev.zmol.socket.dns.DnsService;
import dev.zmol.socket.dns.MulticastResponder;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dual.AddressRecords;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Multicast DNS (RFC 6762): tells the hosts of the link the name of this one, and its services (RFC 6763).
 *
 * <p>It does nothing until it is {@linkplain #start started}. Owned by the thread that polls the stack; all methods are
 * called by it.
 */
@Specialize
@Protocol(number = {})
public final class MulticastDns implements TransportProtocol {
  /** How many messages are looked at in one poll. */
  private static final int BURST = 64;

  /** The longest message that is read (RFC 6762 §17). */
  private static final int ROOM = 9_000;

  private final IpLayer ip;
  private final Udp udp;
  private final List<GroupMembership> memberships = new ArrayList<>();
  private final byte[] buf = new byte[ROOM];
  private MulticastResponder<IpEndpoint> responder;
  private MulticastDnsOutput output;
  private UdpSocket socket;
  private List<IpAddress> chosen = List.of();
  private int addressChanges;
  private long nowNanos;

  /**
   * Creates what does nothing yet.
   *
   * @param ip the network layer
   * @param udp what carries queries and answers
   */
  public MulticastDns(IpLayer ip, Udp udp) {
    this.ip = ip;
    this.udp = udp;
  }

  /**
   * Joins the groups, and claims a name for this host: {@code hostName.local}, or {@code hostName-2.local} if another
   * host has that.
   *
   * @param hostName the first label of the name
   * @return the name, which may change
   * @throws IllegalArgumentException if it is no label
   * @throws IllegalStateException if it was started before, or the port is taken
   */
  public Claim start(String hostName) {
    if (responder != null) {
      throw new IllegalStateException("multicast DNS was started as " + responder.host().name());
    }
    var started = new MulticastResponder<IpEndpoint>(hostName, addressData(), ip.random());
    socket = udp.bind(MulticastDnsGroups.PORT);
    socket.hopLimit(MulticastDnsGroups.HOP_LIMIT);
    MulticastDnsGroups.ADDRESSES.forEach(group -> memberships.add(ip.groups().join(group)));
    output = new MulticastDnsOutput(ip, socket);
    addressChanges = ip.addressChanges();
    responder = started;
    return responder.host();
  }

  /**
   * Sets the addresses that the name of the host stands for; without this call, or after one with none, those that the
   * interface was configured with.
   *
   * @param addresses addresses of the interface
   */
  public void addresses(List<? extends IpAddress> addresses) {
    chosen = List.copyOf(addresses);
    if (responder != null) {
      responder.addresses(addressData(), nowNanos);
    }
  }

  private List<DnsData> addressData() {
    List<IpAddress> addresses = new ArrayList<>(chosen);
    if (addresses.isEmpty()) {
      ip.configuration().addresses().stream().map(IpCidr::address).forEach(addresses::add);
      if (Comptime.IPV6) {
        addLinkLocal(addresses);
      }
    }
    return addresses.stream().filter(ip::isLocal).distinct().map(AddressRecords::data).toList();
  }

  @Only(Family.IPV6)
  private void addLinkLocal(List<IpAddress> addresses) {
    ip.configuration().hardwareAddress().map(Ipv6Address::linkLocal).ifPresent(addresses::add);
  }

  /**
   * Tells the hosts of the link of a service.
   *
   * @param service the service
   * @return its name, which may change
   * @throws IllegalStateException if this was not started, or there are too many services
   */
  public Claim register(DnsService service) {
    return started().register(service);
  }

  /**
   * Tells the hosts of the link that a service is gone.
   *
   * @param service what {@link #register} has returned
   */
  public void withdraw(Claim service) {
    started().withdraw(service, output);
  }

  private MulticastResponder<IpEndpoint> started() {
    if (responder == null) {
      throw new IllegalStateException("multicast DNS was not started");
    }
    return responder;
  }

  /** Says goodbye for all services and the host, and leaves the groups. Calling it again has no effect. */
  public void stop() {
    if (responder != null) {
      responder.withdrawAll(output);
      socket.close();
      memberships.forEach(GroupMembership::leave);
      memberships.clear();
      responder = null;
    }
  }

  @Override
  public boolean receive(ReceivedPacket packet, long now) {
    return false;
  }

  @Override
  public void error(IcmpError error, long now) {
    // Nothing depends on whether anybody listens.
  }

  @Override
  public boolean poll(long now) {
    nowNanos = now;
    if (responder == null) {
      return false;
    }
    if (addressChanges != ip.addressChanges()) {
      addressChanges = ip.addressChanges();
      responder.addresses(addressData(), now);
    }
    for (int k = 0; k < BURST && socket.available() > 0; k++) {
      receive(now);
    }
    return responder.poll(now, output);
  }

  private void receive(long now) {
    int length = socket.receive(buf, 0, buf.length);
    Optional<DnsMessage> message = DnsMessage.parse(buf, 0, length);
    if (message.isEmpty()) {
      ip.drops().count(DropReason.DNS_MALFORMED);
    } else if (isFromLink() && !isForeignResponse(message.get())) {
      boolean legacy = socket.source().port() != MulticastDnsGroups.PORT;
      responder.receive(message.get(), socket.source(), legacy, now, output);
    } else {
      ip.drops().count(DropReason.DNS_UNEXPECTED);
    }
  }

  /** What comes to the group comes from the link; what comes to our address may not (RFC 6762 §11). */
  private boolean isFromLink() {
    return socket.source().port() != 0
        && (socket.destination().isMulticast() || ip.isOnLink(socket.source().address()));
  }

  /** Responses come from the port of multicast DNS (RFC 6762 §6), and mean something only without error (§18.11). */
  private boolean isForeignResponse(DnsMessage message) {
    return message.header().opcode() != 0
        || (message.header().response()
            && (socket.source().port() != MulticastDnsGroups.PORT || message.header().responseCode() != 0));
  }

  @Override
  public long pollAt() {
    return responder == null ? Long.MAX_VALUE : Math.max(responder.pollAt(), nowNanos);
  }
}
