package dev.zmol.socket.dual;

import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Counters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.ConnectionListener;
import dev.zmol.socket.tcp.InitialSequenceNumbers;
import dev.zmol.socket.tcp.ReceivedSegment;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.socket.tcp.TcpCounter;
import dev.zmol.socket.tcp.TcpDriver;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * TCP (RFC 9293): finds the connections of segments, listens, and connects.
 *
 * <p>What it costs to find a connection does not depend on how many there are. Owned by the thread that polls the
 * stack; all methods are called by it.
 */
@Specialize
@Protocol(number = IpProtocol.TCP)
public final class Tcp implements TransportProtocol {
  private static final int HEADER_LENGTH = 20;

  /** The ECN field of the traffic class, and the mark of a router (RFC 3168 §5). */
  private static final int ECN_FIELD = 3;

  private static final int CONGESTION_EXPERIENCED = 3;

  private final IpLayer ip;
  private final SegmentPath path;
  private final TcpDriver driver;
  private final TcpDemultiplexer demultiplexer;
  private final InitialSequenceNumbers initialSequenceNumbers;
  private final EphemeralPorts ephemeralPorts;
  private final PassiveOpens passiveOpens;
  private ReadAhead readAhead;
  private final ReceivedSegment segment = new ReceivedSegment();
  private final ArrayDeque<TcpListener> news = new ArrayDeque<>();
  private final boolean verifies;
  private int addressChanges;
  private int pathReductions;

  /**
   * Creates a TCP without connections that behaves as {@link TcpConfiguration#DEFAULT} says.
   *
   * @param ip the layer below
   */
  public Tcp(IpLayer ip) {
    this(ip, TcpConfiguration.DEFAULT);
  }

  /**
   * Creates a TCP without connections; the keys of sequence numbers and hashes come from the random source of the
   * interface.
   *
   * @param ip the layer below
   * @param configuration how it behaves
   */
  public Tcp(IpLayer ip, TcpConfiguration configuration) {
    this(ip, configuration, ip.random());
  }

  /**
   * Creates a TCP without connections.
   *
   * @param ip the layer below
   * @param configuration how it behaves
   * @param secrets where the keys of sequence numbers and hashes come from; has to be cryptographically strong, but in
   *     tests
   */
  public Tcp(IpLayer ip, TcpConfiguration configuration, RandomGenerator secrets) {
    this.ip = ip;
    this.path = new SegmentPath(ip);
    boolean computes = ip.capabilities().checksums().tcp().computes();
    this.driver = new TcpDriver(configuration, path, ip.drops(), computes);
    this.demultiplexer = new TcpDemultiplexer(secrets.nextLong());
    this.initialSequenceNumbers = new InitialSequenceNumbers(secrets);
    this.ephemeralPorts = new EphemeralPorts(demultiplexer, secrets);
    this.passiveOpens = new PassiveOpens(this, ip, demultiplexer, secrets);
    this.verifies = ip.capabilities().checksums().tcp().verifies();
    this.addressChanges = ip.addressChanges();
    this.pathReductions = ip.pathReductions();
  }

  /**
   * Listens at a port of all our addresses.
   *
   * @param port the port (1 to 65,535)
   * @param backlog how many established connections may wait to be accepted (1 or more)
   * @return the listener
   * @throws IllegalStateException if somebody listens there already
   */
  public TcpListener listen(int port, int backlog) {
    return listen(null, port, backlog);
  }

  /**
   * Listens at a port of one of our addresses, in preference to a listener at all of them.
   *
   * @param endpoint the address and the port (1 to 65,535)
   * @param backlog how many established connections may wait to be accepted (1 or more)
   * @return the listener
   * @throws IllegalArgumentException if the address is none of ours
   * @throws IllegalStateException if somebody listens there already
   */
  public TcpListener listen(IpEndpoint endpoint, int backlog) {
    requireLocal(endpoint.address());
    return listen(endpoint.address(), endpoint.port(), backlog);
  }

  private TcpListener listen(IpAddress address, int port, int backlog) {
    Ports.require("port", port);
    requireBacklog(backlog);
    if (demultiplexer.hasListener(address, port)) {
      throw new IllegalStateException("port is " + port + "; it is in use by another listener");
    }
    TcpListener listener = new TcpListener(this, address, port, backlog);
    demultiplexer.add(listener);
    return listener;
  }

  /**
   * Takes on connections to any port of any address that the interface accepts packets for, where nobody else listens:
   * for a gateway that stands in for other hosts, see {@link InterfaceConfiguration.Builder#accept}. The handler decides
   * about each; the local endpoint of a connection is where the peer wanted to connect to.
   *
   * @param backlog how many connections may wait in the forwarder that were {@linkplain TcpRequest#accept() accepted}
   *     without saying who takes them (1 or more)
   * @param timeoutNanos how long a request may wait for a decision, in nanoseconds (1 ms to 3 minutes)
   * @param handler what decides, now or later; called by the thread of the stack, during a poll
   * @return the forwarder, a listener at port 0
   * @throws IllegalStateException if there is a forwarder already
   */
  public TcpListener forwarder(int backlog, long timeoutNanos, Consumer<TcpRequest> handler) {
    requireBacklog(backlog);
    if (demultiplexer.hasForwarder()) {
      throw new IllegalStateException("there is a forwarder already; it has to be closed first");
    }
    TcpListener forwarder = new TcpListener(this, null, 0, backlog);
    forwarder.onSyn(timeoutNanos, handler);
    demultiplexer.forwarder(forwarder);
    return forwarder;
  }

  private static void requireBacklog(int backlog) {
    if (backlog < 1) {
      throw new IllegalArgumentException("backlog is " + backlog + "; it has to be 1 or more");
    }
  }

  /**
   * Connects from a port that nobody can foretell (RFC 6056 §3.3.4).
   *
   * @param remote whom to connect to
   * @return the connection, in state SYN-SENT
   * @throws IllegalArgumentException if the address or the port is none that one can connect to
   * @throws IllegalStateException if there is no route to it, or no port is left
   */
  public TcpConnection connect(IpEndpoint remote) {
    return connect(remote, 0);
  }

  /**
   * Connects from a given port of the address that suits the peer.
   *
   * @param remote whom to connect to
   * @param localPort our port, or 0 for one that nobody can foretell
   * @return the connection, in state SYN-SENT
   * @throws IllegalArgumentException if the address or the port is none that one can connect to
   * @throws IllegalStateException if there is no route to it, such a connection already, or no port is left
   */
  public TcpConnection connect(IpEndpoint remote, int localPort) {
    requireRemote(remote);
    IpAddress source = ip.sourceFor(remote.address());
    if (source == null) {
      throw new IllegalStateException("there is no route, or no address of ours, to connect to " + remote);
    }
    return connect(remote, source, localPort);
  }

  /**
   * Connects from a given address and port.
   *
   * @param remote whom to connect to
   * @param local our side: one of our addresses, and a port, or 0 for one that nobody can foretell
   * @return the connection, in state SYN-SENT
   * @throws IllegalArgumentException if one of the addresses or ports cannot be
   * @throws IllegalStateException if there is such a connection already, or no port is left
   */
  public TcpConnection connect(IpEndpoint remote, IpEndpoint local) {
    requireRemote(remote);
    requireLocal(local.address());
    if (local.address().length() != remote.address().length()) {
      throw new IllegalArgumentException("local is " + local + "; it has to be of the family of " + remote);
    }
    return connect(remote, local.address(), local.port());
  }

  private TcpConnection connect(IpEndpoint remote, IpAddress local, int localPort) {
    int port =
        localPort != 0
            ? localPort
            : ephemeralPorts.choose(local, remote, sequenceHash(local, remote.address(), remote.port()));
    int ports = port << 16 | remote.port();
    if (demultiplexer.find(local, remote.address(), ports) != null) {
      throw new IllegalStateException("local port is " + port + "; it is in use by a connection to " + remote);
    }
    long hash = sequenceHash(local, remote.address(), ports);
    int initialSequence = InitialSequenceNumbers.at(hash, driver.nowNanos());
    TcpConnection connection =
        new TcpConnection(this, local, remote.address(), ports, initialSequence, (int) (hash >>> 32));
    register(connection);
    connection.begin();
    return connection;
  }

  /**
   * Sets who hears of the states that connections get into. There is one listener at most; none costs nothing.
   *
   * @param listener the listener; null for none
   */
  public void connectionListener(ConnectionListener listener) {
    driver.listener(listener);
  }

  /** {@return what TCP counts (RFC 4022)} */
  public Counters<TcpCounter> counters() {
    return driver.counters();
  }

  /** {@return how many connections there are, those in TIME-WAIT included, half-open ones not} */
  public int connectionCount() {
    return demultiplexer.connectionCount();
  }

  /**
   * {@return how many bytes of {@link TcpConfiguration#bufferMemory} are spoken for: by send buffers, by what was
   * announced to peers, and by arrays that wait for their next use}
   */
  public long bufferMemoryUsed() {
    return driver.bufferMemoryUsed();
  }

  static void requireRemote(IpEndpoint remote) {
    Ports.require("remote port", remote.port());
    if (!remote.address().isUnicast()) {
      throw new IllegalArgumentException("remote is " + remote + "; it has to have a unicast address");
    }
  }

  private void requireLocal(IpAddress address) {
    if (!ip.isLocal(address)) {
      throw new IllegalArgumentException("local address is " + address + "; it has to be one of this interface");
    }
  }

  @Override
  public boolean receive(ReceivedPacket packet, long nowNanos) {
    driver.clock(nowNanos);
    byte[] bytes = packet.bytes();
    int from = packet.transportOffset();
    driver.counters().add(TcpCounter.IN_SEGS, segments(packet));
    if (!segment.parse(bytes, from, packet.end(), packet.segmentSize())) {
      return drop(DropReason.TCP_MALFORMED);
    }
    boolean trusted = packet.isChecksumVerified() || !verifies;
    if (!trusted && !TcpSegment.verify(bytes, from, packet.end(), packet.pseudoHeaderSum())) {
      return drop(DropReason.TCP_CHECKSUM);
    }
    segment.congestionExperienced((packet.trafficClass() & ECN_FIELD) == CONGESTION_EXPERIENCED);
    TcpConnection connection = demultiplexer.find(packet, Integer.rotateLeft(segment.ports(), 16));
    boolean over = connection != null && connection.state() == TcpState.TIME_WAIT;
    if (connection == null || (over && connection.givesWayTo(segment, packet))) {
      passiveOpens.receive(segment, packet);
    } else {
      driver.receive(connection, segment);
    }
    return true;
  }

  TcpListener findListener(ReceivedPacket packet) {
    return demultiplexer.findListener(packet, segment.destinationPort());
  }

  /** How many segments a packet is made of. */
  private static int segments(ReceivedPacket packet) {
    int size = packet.segmentSize();
    return size == 0 ? 1 : Math.max(1, (packet.transportLength() - HEADER_LENGTH + size - 1) / size);
  }

  /** Drops a segment that is in error. */
  private boolean drop(DropReason reason) {
    driver.counters().count(TcpCounter.IN_ERRS);
    ip.drops().count(reason);
    return true;
  }

  @Override
  public void error(IcmpError error, long nowNanos) {
    driver.clock(nowNanos);
    int ports = TcpSegment.ports(error.bytes(), error.transportOffset());
    TcpConnection connection = demultiplexer.find(error.source(), error.destination(), ports);
    if (connection != null) {
      connection.take(error);
      return;
    }
    HalfOpenConnection halfOpen = demultiplexer.findHalfOpen(error.source(), error.destination(), ports);
    if (halfOpen != null) {
      halfOpen.take(error);
    }
  }

  @Override
  public boolean poll(long nowNanos) {
    driver.clock(nowNanos);
    if (addressChanges != ip.addressChanges()) {
      addressChanges = ip.addressChanges();
      demultiplexer.withoutAddress(ip).forEach(TcpConnection::addressRemoved);
      demultiplexer.halfOpenWithoutAddress(ip).forEach(HalfOpenConnection::end);
    }
    if (pathReductions != ip.pathReductions()) {
      pathReductions = ip.pathReductions();
      demultiplexer.fitPaths();
    }
    for (int k = news.size(); k > 0; k--) {
      news.poll().callBack();
    }
    return driver.poll(nowNanos);
  }

  @Override
  public long pollAt() {
    boolean changed = addressChanges != ip.addressChanges() || pathReductions != ip.pathReductions();
    boolean now = changed || !news.isEmpty();
    return now ? driver.nowNanos() : driver.pollAt();
  }

  TcpDriver driver() {
    return driver;
  }

  SegmentPath path() {
    return path;
  }

  void announce(TcpListener listener) {
    news.add(listener);
  }

  /** Reads what these frames will need before any of them is received; see {@link ReadAheadDevice}. */
  void readAhead(Packet[] frames, int count, Medium medium) {
    if (readAhead == null) {
      readAhead = demultiplexer.readAhead();
    }
    readAhead.read(frames, count, medium);
  }

  PassiveOpens passiveOpens() {
    return passiveOpens;
  }

  void register(TcpConnection connection) {
    demultiplexer.add(connection);
    ephemeralPorts.taken(connection);
  }

  void release(TcpConnection connection) {
    demultiplexer.remove(connection);
    ephemeralPorts.released(connection);
  }

  void release(HalfOpenConnection halfOpen) {
    demultiplexer.remove(halfOpen);
  }

  void release(TcpListener listener) {
    demultiplexer.remove(listener);
  }

  void suspectPath(IpAddress remote) {
    ip.suspect(remote, driver.nowNanos());
  }

  void confirmPath(IpAddress remote) {
    ip.confirm(remote, driver.nowNanos());
  }

  /** The most payload of a segment without options that fits the path. */
  int segmentSize(IpAddress remote) {
    return ip.pathMtu(remote, driver.nowNanos()) - headers(remote);
  }

  /** A segment did not fit the path; others to the same destination need not find that out again. */
  void reducePathMtu(IpAddress remote, int mtu) {
    ip.reducePathMtu(remote, mtu, driver.nowNanos());
  }

  /** The most payload of a super-segment without options; 0 if the device takes none. */
  int superSegment(IpAddress remote) {
    return Math.max(0, ip.capabilities().segmentation() - headers(remote));
  }

  static int headers(IpAddress remote) {
    return HEADER_LENGTH + (remote instanceof Ipv6Address ? 40 : 20);
  }

  long sequenceHash(IpAddress local, IpAddress remote, int ports) {
    if (local instanceof Ipv4Address from && remote instanceof Ipv4Address to) {
      return initialSequenceNumbers.hash(0, from.bits(), 0, to.bits(), ports);
    }
    if (local instanceof Ipv6Address from && remote instanceof Ipv6Address to) {
      return initialSequenceNumbers.hash(from.high(), from.low(), to.high(), to.low(), ports);
    }
    throw new IllegalArgumentException("local address is " + local + "; it has to be of the family of " + remote);
  }
}
