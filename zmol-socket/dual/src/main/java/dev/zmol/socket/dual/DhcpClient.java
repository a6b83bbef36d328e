package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.socket.dhcp.LeaseEnd;
import dev.zmol.socket.dhcp.LeaseTimes;
import dev.zmol.wire.dual.DhcpMessage;
import dev.zmol.wire.dual.DhcpMessageType;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.DhcpOptions;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A DHCP client: gets an address and what goes with it from a server, and keeps it (RFC 2131 §4.4).
 *
 * <p>It does nothing until it is {@linkplain #start started}. From then on it looks for servers, takes the first offer
 * that a host can use, renews the lease in time, asks all servers when its own is silent, and begins anew when a server
 * refuses or time is up. The interface gets the address and the routes, and loses them with the lease, unless the
 * configuration says to leave it alone; {@link DhcpListener}s hear of all this.
 *
 * <p>Servers are not trusted further than they must be: what does not answer the message at hand by transaction,
 * station and server, or offers what no host can have, changes nothing and is counted. A server may ask for a renewal
 * (RFC 3203) only with authentication, which there is none of here, so it is not listened to.
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it. {@link DhcpLeases} is for other threads.
 */
@Only(Family.IPV4)
@Protocol(number = {})
public final class DhcpClient implements TransportProtocol {
  private static final long SECOND = 1_000_000_000L;

  /** How long to keep still after an address was in use (RFC 2131 §3.1 (5)). */
  private static final long DECLINE_DELAY = 10 * SECOND;

  /** How long an address is kept after it was given back: its neighbour may have to be found first. */
  private static final long RELEASE_DELAY = SECOND / 2;

  /** How often a server is asked for what it has offered: for a minute in all (RFC 2131 §3.1 (5)). */
  private static final int REQUEST_ATTEMPTS = 4;

  /** Where T2 is in a lease, unless the server says so, in thousandths (RFC 2131 §4.4.5). */
  private static final int REBINDING_PERMILLE = 875;

  /** T1 is earlier by up to this part of the lease. */
  private static final int RENEWAL_FUZZ = 64;

  /** What stands before a message in a packet: the headers of IPv4 and of UDP. */
  private static final int HEADERS = 28;

  /** The lease that a REQUEST is longest for. */
  private static final DhcpLease LONGEST_REQUEST =
      new DhcpLease(Ipv4Address.UNSPECIFIED, 32, Ipv4Address.UNSPECIFIED, 1, DhcpOptions.NONE);

  private static final int MAX_MESSAGE = 1500;
  private static final int MIN_MESSAGE = 576;
  private static final int MAX_RESTARTS = 6;

  /** How many datagrams one poll looks at. */
  private static final int BURST = 16;

  private final IpLayer ip;
  private final Udp udp;
  private final LeasedInterface leased;
  private final List<DhcpListener> listeners = new ArrayList<>();
  private final byte[] buffer = new byte[MAX_MESSAGE];

  private DhcpConfiguration configuration = DhcpConfiguration.DEFAULT;
  private DhcpMessages messages;
  private UdpSocket socket;
  private DhcpState state = DhcpState.STOPPED;

  /** When there is something to do in this state. */
  private long nextAt = Long.MAX_VALUE;

  private DhcpExchange exchange;

  /** Whether the client has waited before it began. */
  private boolean delayed;

  /** How often in a row a server has refused: each time the client waits longer before it begins anew. */
  private int restarts;

  private DhcpLease offer;
  private DhcpLease lease;
  private LeaseTimes times;

  /**
   * Creates a client that is not started.
   *
   * @param ip the interface that it configures
   * @param udp how it sends and receives
   */
  public DhcpClient(IpLayer ip, Udp udp) {
    this.ip = ip;
    this.udp = udp;
    this.leased = new LeasedInterface(ip);
    ip.addresses().onConflict((address, _) -> conflict(address));
  }

  /**
   * Starts as by default, at the next poll.
   *
   * @throws IllegalStateException if it is started already, or the interface has no hardware address
   */
  public void start() {
    start(DhcpConfiguration.DEFAULT);
  }

  /**
   * Starts at the next poll.
   *
   * @param newConfiguration how the client behaves
   * @throws IllegalStateException if it is started already, the interface has no hardware address, or another socket is
   *     bound to the client's port
   * @throws IllegalArgumentException if the options of the configuration do not fit a message
   */
  public void start(DhcpConfiguration newConfiguration) {
    Objects.requireNonNull(newConfiguration, "configuration is null");
    if (state != DhcpState.STOPPED) {
      throw new IllegalStateException("the client is " + state + "; it can be started when it is STOPPED");
    }
    int longest = Math.clamp(ip.mtu(), MIN_MESSAGE, MAX_MESSAGE);
    messages =
        ip.configuration()
            .hardwareAddress()
            .map(mac -> new DhcpMessages(newConfiguration, mac, longest))
            .orElseThrow(() -> new IllegalStateException("the interface has no hardware address to ask with"));
    requireFits(longest);
    socket = udp.bind(newConfiguration.clientPort());
    configuration = newConfiguration;
    restarts = 0;
    // Answers may go to an address that is not ours yet.
    ip.acceptUnconfigured(configuration.clientPort());
    state = DhcpState.INIT;
    nextAt = Long.MIN_VALUE;
    delayed = configuration.startDelay() == 0;
    exchange = new DhcpExchange(configuration, ip.random());
  }

  /** Refuses options that make a message longer than a packet. */
  private void requireFits(int longest) {
    int most = longest - HEADERS;
    int length = messages.select(0, 0, LONGEST_REQUEST).length();
    if (length > most) {
      throw new IllegalArgumentException(
          "options of the configuration make a message of " + length + " bytes; it may have " + most);
    }
  }

  /**
   * Adds a listener.
   *
   * @param listener hears of the lease
   */
  public void addListener(DhcpListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener is null"));
  }

  /**
   * Removes a listener.
   *
   * @param listener hears of the lease no more
   */
  public void removeListener(DhcpListener listener) {
    listeners.remove(listener);
  }

  /** {@return what the client is about} */
  public DhcpState state() {
    return state;
  }

  /** {@return the lease that there is; empty if there is none} */
  public Optional<DhcpLease> lease() {
    return Optional.ofNullable(lease);
  }

  /** {@return the times of the lease, of the clock that the stack is polled with; empty if there is none} */
  public Optional<LeaseTimes> leaseTimes() {
    return lease == null ? Optional.empty() : Optional.of(times);
  }

  /**
   * Asks the server for an extension now, before it is time to.
   *
   * @return whether there is a lease to be extended, and nobody is asked yet
   */
  public boolean renew() {
    if (state != DhcpState.BOUND) {
      return false;
    }
    beginExchange(DhcpState.RENEWING, udp.nowNanos());
    nextAt = Long.MIN_VALUE;
    return true;
  }

  /**
   * Asks all servers whether the address still fits: the host may have come to another link (RFC 2131 §3.7). Until one
   * of them says otherwise the lease is used.
   *
   * @return whether there is a lease to be verified, and nobody is asked yet
   */
  public boolean verify() {
    if (state != DhcpState.BOUND) {
      return false;
    }
    beginExchange(DhcpState.REBOOTING, udp.nowNanos());
    nextAt = Long.MIN_VALUE;
    return true;
  }

  /**
   * Gives the lease back, and stops; without a lease it just stops. The server is told first, and the address goes half
   * a second later.
   */
  public void release() {
    if (lease == null || state == DhcpState.RELEASING) {
      stop();
      return;
    }
    exchange.newTransaction();
    send(messages.release(exchange.transactionId(), lease), lease.address(), lease.server());
    state = DhcpState.RELEASING;
    nextAt = udp.nowNanos() + RELEASE_DELAY;
  }

  /** Stops at once: the interface loses the lease, but the server is not told. Calling it again has no effect. */
  public void stop() {
    if (state == DhcpState.STOPPED) {
      return;
    }
    LeaseEnd reason = state == DhcpState.RELEASING ? LeaseEnd.RELEASED : LeaseEnd.STOPPED;
    if (state == DhcpState.CHECKING) {
      ip.addresses().remove(offer.address());
    }
    state = DhcpState.STOPPED;
    nextAt = Long.MAX_VALUE;
    offer = null;
    socket.close();
    ip.acceptUnconfigured(-1);
    lose(reason);
  }

  // Out

  @Override
  public boolean poll(long now) {
    if (state == DhcpState.STOPPED) {
      return false;
    }
    boolean worked = false;
    for (int k = 0; k < BURST && state != DhcpState.STOPPED && socket.available() > 0; k++) {
      receive(now);
      worked = true;
    }
    if (now >= nextAt) {
      act(now);
      worked = true;
    }
    return worked;
  }

  @Override
  public long pollAt() {
    return state != DhcpState.STOPPED && socket.available() > 0 ? Long.MIN_VALUE : nextAt;
  }

  private void act(long now) {
    switch (state) {
      case STOPPED, CHECKING -> nextAt = Long.MAX_VALUE;
      case INIT -> begin(now);
      case SELECTING -> discover(now);
      case REQUESTING -> request(now);
      case REBOOTING -> reboot(now);
      case BOUND -> {
        beginExchange(DhcpState.RENEWING, now);
        extend(now);
      }
      case RENEWING, REBINDING -> extend(now);
      case RELEASING -> stop();
    }
  }

  /** Begins to look for servers; with the address that there was before if there was one. */
  private void begin(long now) {
    if (!delayed) {
      delayed = true;
      nextAt = now + ip.random().nextLong(configuration.startDelay() + 1);
      return;
    }
    if (configuration.previousAddress().isPresent() && restarts == 0) {
      beginExchange(DhcpState.REBOOTING, now);
      reboot(now);
    } else {
      beginExchange(DhcpState.SELECTING, now);
      discover(now);
    }
  }

  private void beginExchange(DhcpState newState, long now) {
    state = newState;
    exchange.begin(now);
  }

  /** Looks for servers, each time in a transaction of its own. */
  private void discover(long now) {
    exchange.newTransaction();
    broadcast(messages.discover(exchange.transactionId(), exchange.seconds(now)), now);
  }

  private void request(long now) {
    if (exchange.attempts() == REQUEST_ATTEMPTS) {
      restart(now, 0);
    } else {
      broadcast(messages.select(exchange.transactionId(), exchange.seconds(now), offer), now);
    }
  }

  /** Asks whether an address is still good; if nobody answers, a lease that is not over is (RFC 2131 §3.2 (3)). */
  private void reboot(long now) {
    if (lease != null && now >= times.expiresAt()) {
      expire(now);
    } else if (exchange.attempts() < REQUEST_ATTEMPTS) {
      Ipv4Address address = lease == null ? configuration.previousAddress().orElseThrow() : lease.address();
      broadcast(messages.verify(exchange.transactionId(), exchange.seconds(now), address), now);
      nextAt = lease == null ? nextAt : Math.min(nextAt, times.expiresAt());
    } else if (lease == null) {
      restarts = 1;
      beginExchange(DhcpState.SELECTING, now);
      discover(now);
    } else {
      state = DhcpState.BOUND;
      nextAt = times.renewAt();
    }
  }

  /** Sends to all, from nobody, and waits for an answer. */
  private void broadcast(DhcpMessage message, long now) {
    send(message, Ipv4Address.UNSPECIFIED, Ipv4Address.BROADCAST);
    nextAt = exchange.sent(now);
  }

  /** Asks for an extension: the server, after T2 all servers; begins anew when the lease is over (RFC 2131 §4.4.5). */
  private void extend(long now) {
    if (now >= times.expiresAt()) {
      expire(now);
      return;
    }
    if (state == DhcpState.RENEWING && now >= times.rebindAt()) {
      beginExchange(DhcpState.REBINDING, now);
    }
    boolean rebinding = state == DhcpState.REBINDING;
    DhcpMessage message = messages.extend(exchange.transactionId(), exchange.seconds(now), lease);
    send(message, lease.address(), rebinding ? Ipv4Address.BROADCAST : lease.server());
    nextAt = exchange.sentExtension(rebinding ? times.expiresAt() : times.rebindAt(), now);
  }

  private void expire(long now) {
    restart(now, 0);
    lose(LeaseEnd.EXPIRED);
  }

  /** Begins anew after a while. */
  private void restart(long now, long delay) {
    offer = null;
    restarts = Math.min(restarts + 1, MAX_RESTARTS);
    // Answers may go to an address that is not ours yet.
    ip.acceptUnconfigured(configuration.clientPort());
    state = DhcpState.INIT;
    nextAt = now + delay;
  }

  /** Sends a message; if it does not get out, that is as if it were lost. */
  private void send(DhcpMessage message, Ipv4Address source, Ipv4Address destination) {
    int length = message.emit(buffer, 0);
    socket.send(buffer, 0, length, new IpEndpoint(destination, configuration.serverPort()), source);
  }

  // In

  private void receive(long now) {
    int length = socket.receive(buffer, 0, buffer.length);
    Optional<DhcpMessage> message =
        socket.length() > length ? Optional.empty() : DhcpMessage.parse(buffer, 0, length);
    if (message.isEmpty() || message.get().type() == 0) {
      drop(DropReason.DHCP_MALFORMED);
    } else if (!answers(message.get())) {
      drop(DropReason.DHCP_NOT_OURS);
    } else {
      receive(message.get(), now);
    }
  }

  private void drop(DropReason reason) {
    ip.drops().count(reason);
  }

  /** Whether a message is an answer to this client in this transaction (RFC 2131 §4.4.1). */
  private boolean answers(DhcpMessage message) {
    return message.header().operation() == DhcpMessage.BOOT_REPLY
        && message.header().transactionId() == exchange.transactionId()
        && message.header().hardwareType() == DhcpMessage.ETHERNET
        && message.header().clientHardwareAddress().equals(messages.mac());
  }

  private void receive(DhcpMessage message, long now) {
    switch (message.type()) {
      case DhcpMessageType.OFFER -> receiveOffer(message, now);
      case DhcpMessageType.ACK -> receiveAck(message);
      case DhcpMessageType.NAK -> receiveNak(message, now);
      default -> drop(DropReason.DHCP_UNACCEPTABLE);
    }
  }

  private void receiveOffer(DhcpMessage message, long now) {
    Optional<DhcpLease> offered = state == DhcpState.SELECTING ? leaseOf(message) : Optional.empty();
    if (offered.isEmpty()) {
      drop(DropReason.DHCP_UNACCEPTABLE);
      return;
    }
    offer = offered.get();
    state = DhcpState.REQUESTING;
    exchange.goOn();
    request(now);
  }

  private Optional<DhcpLease> leaseOf(DhcpMessage message) {
    return DhcpLease.of(message, configuration.longestLease());
  }

  private void receiveAck(DhcpMessage message) {
    Optional<DhcpLease> granted = leaseOf(message);
    if (granted.isEmpty()) {
      drop(DropReason.DHCP_UNACCEPTABLE);
      return;
    }
    DhcpLease fresh = granted.get();
    boolean rapid = configuration.rapidCommit() && message.options().has(DhcpOptionCode.RAPID_COMMIT);
    boolean expected =
        switch (state) {
          case SELECTING -> rapid;
          case REQUESTING -> fresh.address().equals(offer.address());
          case REBOOTING -> fresh.address().equals(rebootAddress());
          case RENEWING, REBINDING -> fresh.address().equals(lease.address());
          case STOPPED, INIT, CHECKING, BOUND, RELEASING -> false;
        };
    if (!expected) {
      drop(DropReason.DHCP_UNACCEPTABLE);
    } else if (isFromAnother(fresh.server())) {
      drop(DropReason.DHCP_NOT_OURS);
    } else if (lease == null && checks(fresh)) {
      check(fresh);
    } else {
      bind(fresh);
    }
  }

  /** Whether it is to be found out whether another host has an address. */
  private boolean checks(DhcpLease fresh) {
    return configuration.conflictDetection() && configuration.appliesLease() && !ip.isLocal(fresh.address());
  }

  private void check(DhcpLease fresh) {
    offer = fresh;
    state = DhcpState.CHECKING;
    nextAt = Long.MAX_VALUE;
    ip.probe(fresh.address(), this::checked);
  }

  private void checked(IpAddress address, boolean duplicate, long now) {
    if (state != DhcpState.CHECKING || !address.equals(offer.address())) {
      return;
    }
    if (duplicate) {
      decline(offer, now);
    } else {
      bind(offer);
    }
  }

  private Ipv4Address rebootAddress() {
    return lease == null ? configuration.previousAddress().orElseThrow() : lease.address();
  }

  /** Whether one server was asked, and this is another. */
  private boolean isFromAnother(Ipv4Address server) {
    DhcpLease asked = state == DhcpState.REQUESTING ? offer : state == DhcpState.RENEWING ? lease : null;
    return asked != null && !server.equals(asked.server());
  }

  private void receiveNak(DhcpMessage message, long now) {
    boolean asked =
        switch (state) {
          case REQUESTING, REBOOTING, RENEWING, REBINDING -> true;
          case STOPPED, INIT, SELECTING, CHECKING, BOUND, RELEASING -> false;
        };
    Optional<Ipv4Address> server = message.options().address(DhcpOptionCode.SERVER_IDENTIFIER);
    if (!asked || server.isEmpty()) {
      drop(DropReason.DHCP_UNACCEPTABLE);
    } else if (isFromAnother(server.get())) {
      drop(DropReason.DHCP_NOT_OURS);
    } else {
      // At once for the first time; a server that refuses whatever it has offered is not asked without end.
      restart(now, restarts == 0 ? 0 : SECOND << restarts);
      lose(LeaseEnd.REFUSED);
    }
  }

  // The lease

  private void bind(DhcpLease fresh) {
    offer = null;
    restarts = 0;
    DhcpLease before = lease;
    lease = fresh;
    times = timesOf(fresh);
    state = DhcpState.BOUND;
    nextAt = times.renewAt();
    ip.acceptUnconfigured(-1);
    if (configuration.appliesLease()) {
      leased.apply(fresh);
    }
    announce(before, fresh);
  }

  private LeaseTimes timesOf(DhcpLease fresh) {
    long renewal = fresh.options().number32(DhcpOptionCode.RENEWAL_TIME).orElse(0);
    long rebinding = fresh.options().number32(DhcpOptionCode.REBINDING_TIME).orElse(0);
    LeaseTimes exact = LeaseTimes.of(exchange.sentAt(), fresh.seconds(), renewal, rebinding, REBINDING_PERMILLE);
    return exact.renewAt() == LeaseTimes.NEVER
        ? exact
        : exact.renewedEarlier(ip.random().nextLong((exact.renewAt() - exchange.sentAt()) / RENEWAL_FUZZ + 1));
  }

  private void announce(DhcpLease before, DhcpLease fresh) {
    for (DhcpListener listener : List.copyOf(listeners)) {
      if (before == null) {
        listener.onBound(fresh);
      } else if (before.hasSameParameters(fresh)) {
        listener.onRenewed(fresh);
      } else {
        listener.onChanged(before, fresh);
      }
    }
  }

  /** Uses the lease no more, if there is one. */
  private void lose(LeaseEnd reason) {
    DhcpLease lost = lease;
    if (lost == null) {
      return;
    }
    lease = null;
    leased.clear();
    for (DhcpListener listener : List.copyOf(listeners)) {
      listener.onLost(lost, reason);
    }
  }

  /** Gives up the address if it is the one that another host goes on using. */
  private void conflict(IpAddress address) {
    if (lease != null && address.equals(lease.address())) {
      decline(lease, udp.nowNanos());
    }
  }

  /** Tells the server that another host has the address, and begins anew after ten seconds (RFC 2131 §3.1 (5)). */
  private void decline(DhcpLease declined, long now) {
    exchange.newTransaction();
    send(messages.decline(exchange.transactionId(), declined), Ipv4Address.UNSPECIFIED, Ipv4Address.BROADCAST);
    restart(now, DECLINE_DELAY);
    lose(LeaseEnd.CONFLICT);
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
