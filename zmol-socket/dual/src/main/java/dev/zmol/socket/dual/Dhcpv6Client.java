package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ProbeListener;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.socket.dhcp.LeaseEnd;
import dev.zmol.socket.dhcp.LeaseTimes;
import dev.zmol.wire.dual.DhcpUniqueIdentifier;
import dev.zmol.wire.dual.Dhcpv6AddressHeader;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.Dhcpv6MessageType;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Status;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A DHCPv6 client: gets addresses and what goes with them from a server, or the latter alone (RFC 8415 §18.2).
 *
 * <p>It does nothing until it is {@linkplain #start started}, or told what a {@linkplain #advertised router} says. Of
 * the servers that answer it chooses the one with the highest preference; it renews what it has in time, asks all
 * servers when its own is silent, and begins anew when a server refuses or time is up. All messages go to the group of
 * all servers: the option that allows others is not heeded. Nobody can make it send something before its time: there is
 * no authentication here that a RECONFIGURE would need (RFC 8415 §16.11).
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it.
 */
@Only(Family.IPV6)
@Protocol(number = {})
public final class Dhcpv6Client implements TransportProtocol {
  private static final long SECOND = 1_000_000_000L;

  // The times of RFC 8415 §7.6 that are not those of an exchange.
  private static final long MAX_DELAY = SECOND;

  /** Where T2 is in the preferred lifetime, unless the server says so, in thousandths (RFC 8415 §21.4). */
  private static final int REBINDING_PERMILLE = 800;

  private static final int MIN_MTU = 1280;
  private static final int MAX_RECEIVED = 1452;
  private static final int MAX_RESTARTS = 10;

  /** How many datagrams one poll looks at. */
  private static final int BURST = 16;

  private final IpLayer ip;
  private final Udp udp;
  private final LeasedAddresses leased;
  private final Dhcpv6Listeners listeners = new Dhcpv6Listeners();
  private final Dhcpv6Exchange exchange;
  private final byte[] buffer = new byte[MAX_RECEIVED];

  private Dhcpv6Configuration configuration = Dhcpv6Configuration.DEFAULT;
  private Dhcpv6Messages messages;
  private UdpSocket socket;
  private Dhcpv6State state = Dhcpv6State.STOPPED;

  /** When something else is to be done than to send again: to begin, to renew, to ask for information. */
  private long nextAt = Long.MAX_VALUE;

  private boolean delayed;
  private boolean stopping;

  private int restarts;
  private Dhcpv6Answer best;
  private LeaseTimes times;
  private Dhcpv6Information information;

  /**
   * Creates a client that is not started.
   *
   * @param ip the interface that it configures
   * @param udp how it sends and receives
   */
  public Dhcpv6Client(IpLayer ip, Udp udp) {
    this.ip = ip;
    this.udp = udp;
    this.leased = new LeasedAddresses(ip);
    this.exchange = new Dhcpv6Exchange(ip.random());
    ip.addresses().onConflict((address, _) -> conflict(address));
  }

  /**
   * Starts to get addresses, as by default.
   *
   * @throws IllegalStateException if it is started already, or the interface cannot have IPv6 addresses
   */
  public void start() {
    start(Dhcpv6Configuration.DEFAULT);
  }

  /**
   * Starts to get addresses, after up to a second (RFC 8415 §18.2.1).
   *
   * @param newConfiguration how the client behaves
   * @throws IllegalStateException if it is started already, another socket is bound to its port, or the interface
   *     cannot have IPv6 addresses
   */
  public void start(Dhcpv6Configuration newConfiguration) {
    open(newConfiguration);
    state = Dhcpv6State.SOLICITING;
  }

  /**
   * Starts to get everything but addresses, after up to a second (RFC 8415 §18.2.6).
   *
   * @param newConfiguration how the client behaves
   * @throws IllegalStateException if it is started already, another socket is bound to its port, or the interface
   *     cannot have IPv6 addresses
   */
  public void startStateless(Dhcpv6Configuration newConfiguration) {
    open(newConfiguration);
    state = Dhcpv6State.INFORMING;
  }

  private void open(Dhcpv6Configuration newConfiguration) {
    Objects.requireNonNull(newConfiguration, "configuration is null");
    if (state != Dhcpv6State.STOPPED) {
      throw new IllegalStateException("the client is " + state + "; it can be started when it is STOPPED");
    }
    if (ip.mtu() < MIN_MTU) {
      throw new IllegalStateException("mtu of the interface is " + ip.mtu() + "; IPv6 needs " + MIN_MTU + " or more");
    }
    DhcpUniqueIdentifier client =
        newConfiguration
            .clientIdentifier()
            .or(() -> ip.configuration().hardwareAddress().map(DhcpUniqueIdentifier::linkLayer))
            .orElseThrow(
                () -> new IllegalStateException("neither a client identifier nor a hardware address is there"));
    // The same after a restart, for what it is made of is (RFC 8415 §12).
    messages = new Dhcpv6Messages(newConfiguration, client, client.hashCode());
    messages.requireFits();
    socket = udp.bind(Dhcpv6Message.CLIENT_PORT);
    exchange.open(socket, messages);
    configuration = newConfiguration;
    restarts = 0;
    delayed = false;
    stopping = false;
    nextAt = Long.MIN_VALUE;
  }

  /**
   * Takes note of what a router has advertised (RFC 4861 §4.2): starts the client, as by default, if there is something
   * to be had from DHCPv6; a client that gets less than the router offers begins anew. Nothing is stopped: what was got
   * is kept until its time is up.
   *
   * @param managed whether addresses are to be had (the M flag)
   * @param other whether other things are (the O flag)
   */
  public void advertised(boolean managed, boolean other) {
    boolean stateless = state == Dhcpv6State.INFORMING || state == Dhcpv6State.INFORMED;
    if (managed && stateless) {
      Dhcpv6Configuration before = configuration;
      stop();
      start(before);
    } else if (managed && state == Dhcpv6State.STOPPED) {
      start();
    } else if (other && state == Dhcpv6State.STOPPED) {
      startStateless(Dhcpv6Configuration.DEFAULT);
    }
  }

  /**
   * Adds a listener.
   *
   * @param listener hears what the client gets and loses
   */
  public void addListener(Dhcpv6Listener listener) {
    listeners.add(listener);
  }

  /**
   * Removes a listener.
   *
   * @param listener hears no more
   */
  public void removeListener(Dhcpv6Listener listener) {
    listeners.remove(listener);
  }

  /** {@return what the client is about} */
  public Dhcpv6State state() {
    return state;
  }

  /** {@return the addresses that there are; empty if there are none} */
  public Optional<Dhcpv6Lease> lease() {
    return listeners.knowAddresses() ? Optional.of(held()) : Optional.empty();
  }

  /** {@return what a server has said last, apart from addresses; empty if none has} */
  public Optional<Dhcpv6Information> information() {
    return Optional.ofNullable(information);
  }

  /** {@return when the addresses are to be extended; empty if there are none} */
  public Optional<LeaseTimes> leaseTimes() {
    return leased.isEmpty() ? Optional.empty() : Optional.of(times);
  }

  /**
   * Asks the server for an extension now, before it is time to.
   *
   * @return whether there are addresses, and nobody is asked yet
   */
  public boolean renew() {
    if (state != Dhcpv6State.BOUND) {
      return false;
    }
    nextAt = Long.MIN_VALUE;
    return true;
  }

  /**
   * Asks all servers whether the addresses fit the link that the host has come to (RFC 8415 §18.2.3). Until one of them
   * says otherwise they are used.
   *
   * @return whether there are addresses, and nobody is asked yet
   */
  public boolean confirm() {
    if (state != Dhcpv6State.BOUND) {
      return false;
    }
    long now = udp.nowNanos();
    state = Dhcpv6State.CONFIRMING;
    nextAt = Long.MAX_VALUE;
    exchange.confirm(leased.addresses(), now);
    return true;
  }

  /**
   * Gives the addresses back, and stops when the server has confirmed that, or has been asked five times; without
   * addresses it just stops. The addresses are used no more at once (RFC 8415 §18.2.7).
   */
  public void release() {
    if (leased.isEmpty()) {
      stop();
      return;
    }
    giveUp(Dhcpv6State.RELEASING, Dhcpv6MessageType.RELEASE, leased.addresses());
    stopping = true;
    lose(LeaseEnd.RELEASED);
  }

  /** Another host uses an address: the server is told, and the client begins anew (RFC 8415 §18.2.8). */
  private void conflict(IpAddress address) {
    if (address instanceof Ipv6Address v6 && leased.addresses().contains(v6)) {
      giveUp(Dhcpv6State.DECLINING, Dhcpv6MessageType.DECLINE, List.of(v6));
      lose(LeaseEnd.CONFLICT);
    }
  }

  private void giveUp(Dhcpv6State newState, int type, List<Ipv6Address> addresses) {
    state = newState;
    nextAt = Long.MAX_VALUE;
    exchange.giveUp(type, information.server(), addresses, udp.nowNanos());
  }

  /** Stops at once: the interface loses its addresses, but the server is not told. Calling it again has no effect. */
  public void stop() {
    if (state == Dhcpv6State.STOPPED) {
      return;
    }
    state = Dhcpv6State.STOPPED;
    nextAt = Long.MAX_VALUE;
    exchange.end();
    best = null;
    socket.close();
    lose(LeaseEnd.STOPPED);
    information = null;
  }

  // Out

  @Override
  public boolean poll(long now) {
    boolean worked = false;
    for (int k = 0; k < BURST && state != Dhcpv6State.STOPPED && socket.available() > 0; k++) {
      receive(now);
      worked = true;
    }
    if (state != Dhcpv6State.STOPPED && now >= leased.nextExpiry()) {
      expire(now);
      worked = true;
    }
    if (state != Dhcpv6State.STOPPED && now >= Math.min(nextAt, exchange.nextAt())) {
      act(now);
      worked = true;
    }
    return worked;
  }

  @Override
  public long pollAt() {
    if (state == Dhcpv6State.STOPPED) {
      return Long.MAX_VALUE;
    }
    long next = Math.min(Math.min(nextAt, exchange.nextAt()), leased.nextExpiry());
    return socket.available() > 0 ? Long.MIN_VALUE : next;
  }

  private void act(long now) {
    if (now < nextAt) {
      sendAgain(now);
      return;
    }
    nextAt = Long.MAX_VALUE;
    switch (state) {
      case SOLICITING, INFORMING -> begin(now);
      case INFORMED -> {
        state = Dhcpv6State.INFORMING;
        exchange.inform(now);
      }
      case BOUND -> renew(now);
      default -> sendAgain(now);
    }
  }

  /** Waits a moment before the first message, so that hosts that are switched on together do not ask together. */
  private void begin(long now) {
    if (!delayed) {
      delayed = true;
      nextAt = now + ip.random().nextLong(MAX_DELAY + 1);
    } else if (state == Dhcpv6State.SOLICITING) {
      solicit(now);
    } else {
      exchange.inform(now);
    }
  }

  private void solicit(long now) {
    state = Dhcpv6State.SOLICITING;
    best = null;
    exchange.solicit(now);
  }

  private void request(DhcpUniqueIdentifier server, List<Ipv6Address> addresses, long now) {
    state = Dhcpv6State.REQUESTING;
    nextAt = Long.MAX_VALUE;
    exchange.request(server, addresses, now);
  }

  private void renew(long now) {
    state = Dhcpv6State.RENEWING;
    exchange.renew(information.server(), leased.addresses(), times.rebindAt(), now);
  }

  private void rebind(long now) {
    state = Dhcpv6State.REBINDING;
    exchange.rebind(leased.addresses(), leased.lastExpiry(), now);
  }

  private void sendAgain(long now) {
    if (state == Dhcpv6State.SOLICITING && best != null) {
      request(best.server(), best.addresses().stream().map(Dhcpv6AddressHeader::address).toList(), now);
    } else if (!exchange.sendAgain(now)) {
      giveUp(now);
    }
  }

  /** Nobody has answered. */
  private void giveUp(long now) {
    switch (state) {
      case CONFIRMING -> bound();
      case RENEWING -> rebind(now);
      case RELEASING, DECLINING -> finish(now);
      default -> {
        restart(now);
        lose(LeaseEnd.EXPIRED);
      }
    }
  }

  private void bound() {
    state = Dhcpv6State.BOUND;
    exchange.end();
    nextAt = times.renewAt();
  }

  /** Addresses were given up, and the server knows or will not be told again. */
  private void finish(long now) {
    if (stopping) {
      stop();
    } else {
      restart(now);
    }
  }

  /** Begins anew, the later the more often that has happened in a row. */
  private void restart(long now) {
    exchange.end();
    best = null;
    state = Dhcpv6State.SOLICITING;
    delayed = true;
    nextAt = now + (restarts == 0 ? 0 : SECOND << restarts);
    restarts = Math.min(restarts + 1, MAX_RESTARTS);
  }

  private void expire(long now) {
    Dhcpv6Lease before = held();
    leased.expire(now);
    if (leased.isEmpty()) {
      if (state != Dhcpv6State.REQUESTING) {
        restart(now);
      }
      listeners.lost(before, LeaseEnd.EXPIRED);
    }
  }

  // In

  private void receive(long now) {
    int length = socket.receive(buffer, 0, buffer.length);
    Optional<Dhcpv6Message> message =
        socket.length() > length ? Optional.empty() : Dhcpv6Message.parse(buffer, 0, length);
    if (message.isEmpty()) {
      drop(DropReason.DHCP_MALFORMED);
      return;
    }
    int type = message.get().type();
    if (type != Dhcpv6MessageType.ADVERTISE && type != Dhcpv6MessageType.REPLY) {
      drop(DropReason.DHCP_UNACCEPTABLE);
      return;
    }
    Optional<Dhcpv6Answer> answer = exchange.answer(message.get(), configuration.longestLifetime());
    if (answer.isEmpty()) {
      drop(DropReason.DHCP_NOT_OURS);
    } else if (type == Dhcpv6MessageType.ADVERTISE) {
      receiveAdvertise(answer.get(), now);
    } else {
      receiveReply(answer.get(), now);
    }
  }

  private void drop(DropReason reason) {
    ip.drops().count(reason);
  }

  private void receiveAdvertise(Dhcpv6Answer answer, long now) {
    if (state != Dhcpv6State.SOLICITING) {
      drop(DropReason.DHCP_UNACCEPTABLE);
      return;
    }
    exchange.adoptLimits(answer.options());
    if (!answer.givesAddresses()) {
      drop(DropReason.DHCP_UNACCEPTABLE);
      return;
    }
    if (best == null || answer.preference() > best.preference()) {
      best = answer;
    }
    // The first time is for all servers to answer; after that anybody will do (RFC 8415 §18.2.1).
    if (answer.preference() == Dhcpv6Answer.MAX_PREFERENCE || exchange.count() > 1) {
      sendAgain(now);
    }
  }

  private void receiveReply(Dhcpv6Answer answer, long now) {
    switch (state) {
      case SOLICITING -> receiveRapidCommit(answer);
      case REQUESTING -> receiveGrant(answer, now);
      case RENEWING, REBINDING -> receiveExtension(answer, now);
      case CONFIRMING -> receiveConfirmation(answer, now);
      case RELEASING, DECLINING -> finish(now);
      case INFORMING -> receiveInformation(answer, now);
      case STOPPED, BOUND, INFORMED -> drop(DropReason.DHCP_UNACCEPTABLE);
    }
  }

  private void receiveRapidCommit(Dhcpv6Answer answer) {
    boolean rapid = configuration.rapidCommit() && answer.options().has(Dhcpv6OptionCode.RAPID_COMMIT);
    if (rapid && answer.givesAddresses()) {
      bind(answer);
    } else {
      drop(DropReason.DHCP_UNACCEPTABLE);
    }
  }

  private void receiveGrant(Dhcpv6Answer answer, long now) {
    if (answer.refusesAddresses()) {
      restart(now);
      lose(LeaseEnd.REFUSED);
    } else if (answer.givesAddresses()) {
      bind(answer);
    } else {
      // It may be another time: the request is sent again (RFC 8415 §18.2.10).
      drop(DropReason.DHCP_UNACCEPTABLE);
    }
  }

  private void receiveExtension(Dhcpv6Answer answer, long now) {
    if (answer.hasForgotten()) {
      // The server has forgotten; it may give the same addresses again (RFC 8415 §18.2.10.1).
      request(answer.server(), leased.addresses(), now);
    } else if (answer.givesAddresses()) {
      bind(answer);
    } else if (answer.revokes(leased.addresses())) {
      restart(now);
      lose(LeaseEnd.REFUSED);
    } else {
      drop(DropReason.DHCP_UNACCEPTABLE);
    }
  }

  private void receiveConfirmation(Dhcpv6Answer answer, long now) {
    if (answer.status() == Dhcpv6Status.NOT_ON_LINK) {
      restart(now);
      lose(LeaseEnd.REFUSED);
    } else if (answer.status() == Dhcpv6Status.SUCCESS) {
      bound();
    } else {
      drop(DropReason.DHCP_UNACCEPTABLE);
    }
  }

  private void receiveInformation(Dhcpv6Answer answer, long now) {
    if (answer.status() != Dhcpv6Status.SUCCESS) {
      drop(DropReason.DHCP_UNACCEPTABLE);
      return;
    }
    exchange.adoptLimits(answer.options());
    information = answer.information();
    state = Dhcpv6State.INFORMED;
    exchange.end();
    nextAt = answer.refreshAt(now);
    listeners.informed(information);
  }

  // The addresses

  private void bind(Dhcpv6Answer answer) {
    exchange.adoptLimits(answer.options());
    restarts = 0;
    best = null;
    information = answer.information();
    ProbeListener listener = configuration.conflictDetection() ? this::checked : null;
    for (Dhcpv6AddressHeader address : answer.addresses()) {
      leased.put(address, exchange.sentAt(), configuration.appliesLease(), listener);
    }
    times =
        LeaseTimes.of(
            exchange.sentAt(), answer.shortestLifetime(), answer.renewalTime(), answer.rebindingTime(),
            REBINDING_PERMILLE);
    bound();
    if (!leased.isChecking()) {
      listeners.bound(held());
    }
  }

  /** It is known whether another host has an address; when none is in doubt any more, listeners hear of them. */
  private void checked(IpAddress address, boolean duplicate, long now) {
    if (!leased.checked(address)) {
      return;
    }
    if (duplicate) {
      conflict(address);
    } else if (!leased.isChecking()) {
      listeners.bound(held());
    }
  }

  private Dhcpv6Lease held() {
    return new Dhcpv6Lease(leased.headers(), information);
  }

  /** Uses no address any more, if there are any. */
  private void lose(LeaseEnd reason) {
    if (!leased.isEmpty()) {
      Dhcpv6Lease lost = held();
      leased.clear();
      listeners.lost(lost, reason);
    }
  }

  // What a service has no part in

  @Override
  public boolean receive(ReceivedPacket packet, long nowNanos) {
    return false;
  }

  @Override
  public void error(IcmpError error, long nowNanos) {
    // The times of retransmission see to it.
  }
}
