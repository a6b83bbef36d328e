package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.dns.AliasChain;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsResponseCode;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.List;
import java.util.Optional;

/**
 * A question to the servers, one after the other (RFC 1035 §7.2): each has some time to answer, twice as long in each
 * round. A server that fails, or refuses, is not asked again; over TCP if its answer is too long for UDP.
 */
@Specialize
final class DnsServerExchange implements DnsExchange {
  private static final int MOST_DOUBLINGS = 6;

  /** How long a busy device gets. */
  private static final long BUSY_NANOS = 20_000_000;

  private final DnsClient client;
  private final DnsQuestion question;
  private final List<IpEndpoint> servers;
  private final boolean[] failed;

  /** Which servers know nothing of EDNS(0), and are asked without. */
  private final boolean[] plain;

  private int attempts;
  private int current = -1;
  private DnsDatagramQuery datagram;
  private DnsStreamQuery stream;
  private boolean unsent;
  private boolean responded;
  private long retryAt;
  private DnsMessage response;
  private DnsOutcome failure;

  DnsServerExchange(DnsClient client, DnsQuestion question) {
    this.client = client;
    this.question = question;
    this.servers = client.settings().servers();
    this.failed = new boolean[servers.size()];
    this.plain = new boolean[servers.size()];
  }

  @Override
  public boolean poll(long nowNanos) {
    if (current < 0) {
      return next(nowNanos);
    }
    Optional<DnsMessage> message = receive();
    if (message.isPresent()) {
      return accept(message.get(), nowNanos);
    }
    if (stream != null && stream.isOver()) {
      return fail(nowNanos);
    }
    if (datagram != null && datagram.socket().takeError() != NetworkError.NONE && hasOther()) {
      // Anybody can say that a server cannot be reached: it is asked again after the others.
      return next(nowNanos);
    }
    if (unsent && nowNanos >= retryAt) {
      return send(nowNanos);
    }
    return nowNanos >= retryAt && next(nowNanos);
  }

  private Optional<DnsMessage> receive() {
    if (stream != null) {
      return stream.poll();
    }
    return datagram == null ? Optional.empty() : datagram.receive(from -> from.equals(servers.get(current)));
  }

  private boolean accept(DnsMessage message, long nowNanos) {
    responded = true;
    if (message.header().truncated() && stream == null) {
      // Whatever fits into a datagram is not all: none of it counts (RFC 2181 §9).
      release();
      return connect(nowNanos);
    }
    if (isBaffled(message)) {
      plain[current] = true;
      release();
      return ask(current, nowNanos);
    }
    if (AliasChain.isFailure(message)) {
      return fail(nowNanos);
    }
    response = message;
    release();
    return false;
  }

  /** Whether a server may have failed because it knows nothing of EDNS(0) (RFC 6891 §7). */
  private boolean isBaffled(DnsMessage message) {
    int code = message.header().responseCode();
    boolean cannot = code == DnsResponseCode.FORMAT_ERROR || code == DnsResponseCode.NOT_IMPLEMENTED;
    return cannot && datagram != null && datagram.isExtended() && !message.isExtended();
  }

  /** The current server is not asked again. */
  private boolean fail(long nowNanos) {
    failed[current] = true;
    return next(nowNanos);
  }

  private boolean hasOther() {
    for (int k = 0; k < servers.size(); k++) {
      if (k != current && !failed[k]) {
        return true;
      }
    }
    return false;
  }

  /** Asks the next server that has not failed. */
  private boolean next(long nowNanos) {
    for (int k = 1; k <= servers.size(); k++) {
      int candidate = Math.floorMod(current + k, servers.size());
      if (!failed[candidate] && !isReachable(candidate)) {
        failed[candidate] = true;
      }
      if (!failed[candidate]) {
        return ask(candidate, nowNanos);
      }
    }
    release();
    failure = responded ? DnsOutcome.SERVER_FAILURE : DnsOutcome.NO_SERVER;
    return false;
  }

  private boolean isReachable(int server) {
    return client.ip().sourceFor(servers.get(server).address()) != null;
  }

  private boolean ask(int server, long nowNanos) {
    boolean again = server == current && datagram != null;
    current = server;
    attempts++;
    if (client.settings().isTcpOnly()) {
      responded = true;
      release();
      return connect(nowNanos);
    }
    if (!again) {
      release();
      int size = plain[server] ? DnsMessage.MAX_DATAGRAM : client.settings().datagramSize();
      datagram = new DnsDatagramQuery(client.udp().bind(), question, client.nextId(), size, client.ip().drops());
    }
    return send(nowNanos);
  }

  private boolean send(long nowNanos) {
    unsent = !datagram.send(servers.get(current));
    retryAt = nowNanos + (unsent ? BUSY_NANOS : patience());
    return !unsent;
  }

  /** How long the server has: twice as long each time all have been asked. */
  private long patience() {
    int rounds = (attempts - 1) / Math.max(1, servers.size());
    return client.settings().retryNanos() << Math.min(rounds, MOST_DOUBLINGS);
  }

  /** TCP retransmits by itself: a connection has as long as several datagrams have. */
  private boolean connect(long nowNanos) {
    try {
      stream =
          new DnsStreamQuery(
              client.tcp().connect(servers.get(current)), question, client.nextId(), client.ip().drops());
    } catch (IllegalStateException e) {
      // No port is left, or the address has just gone.
      return fail(nowNanos);
    }
    retryAt = nowNanos + 4 * patience();
    return false;
  }

  @Override
  public long pollAt() {
    return retryAt;
  }

  @Override
  public DnsMessage response() {
    return response;
  }

  @Override
  public DnsOutcome failure() {
    return failure;
  }

  /** Who is asked at present, or was asked last. */
  IpEndpoint server() {
    return current < 0 ? null : servers.get(current);
  }

  private void release() {
    if (datagram != null) {
      datagram.close();
      datagram = null;
    }
    if (stream != null) {
      if (response != null) {
        stream.close();
      } else {
        stream.abort();
      }
      stream = null;
    }
    unsent = false;
  }

  @Override
  public void close() {
    release();
  }
}
