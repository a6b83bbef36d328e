package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.wire.dns.DnsMessage;

/** A question on its way, to servers or to the hosts of the link, until it is answered or given up. */
@Specialize
sealed interface DnsExchange permits DnsServerExchange, DnsMulticastExchange {
  /** Sends and receives what there is; true if anything was sent. */
  boolean poll(long nowNanos);

  /** When to send again; {@link Long#MAX_VALUE} for never. */
  long pollAt();

  /** The response; null if there is none yet. */
  DnsMessage response();

  /** Why there will be no response; null if there may be one. */
  DnsOutcome failure();

  /** Gives back what it uses. */
  void close();
}
