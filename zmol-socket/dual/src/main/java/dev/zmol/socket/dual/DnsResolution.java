package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dns.AliasChain;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dual.IpEndpoint;

/** What belongs to one name, of one type: question after question, as long as the answer is but another name. */
@Specialize
final class DnsResolution {
  private final DnsClient client;
  private final AliasChain chain;
  private DnsExchange exchange;
  private DnsResult result;
  private IpEndpoint server;

  DnsResolution(DnsClient client, DnsName name, int type) {
    this.client = client;
    this.chain = new AliasChain(name, type);
    this.exchange = client.ask(chain.question());
  }

  /** Goes on; true if anything was sent. */
  boolean poll(long nowNanos) {
    boolean sent = exchange.poll(nowNanos);
    while (result == null && exchange.response() != null) {
      follow();
      sent |= result == null && exchange.poll(nowNanos);
    }
    if (result == null && exchange.failure() != null) {
      end(exchange.failure());
    }
    return sent;
  }

  /** Each alias is followed by one question at most, and the chain bounds their number. */
  private void follow() {
    server = exchange instanceof DnsServerExchange of ? of.server() : server;
    exchange.close();
    chain
        .follow(exchange.response())
        .ifPresentOrElse(found -> result = found, () -> exchange = client.ask(chain.question()));
  }

  /** Gives up, for some reason. */
  void end(DnsOutcome reason) {
    if (result == null) {
      exchange.close();
      result = DnsResult.none(reason, chain.question().name());
    }
  }

  long pollAt() {
    return result == null ? exchange.pollAt() : Long.MAX_VALUE;
  }

  /** What was found; null as long as nothing was. */
  DnsResult result() {
    return result;
  }

  /** Who has answered; null if nobody has, or it was a host of the link. */
  IpEndpoint server() {
    return server;
  }
}
