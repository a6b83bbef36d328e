package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsMessage;

/**
 * Sends what a {@link MulticastResponder} has to say.
 *
 * @param <D> whom a message may be sent to
 */
public interface MulticastOutput<D> {
  /**
   * Sends a message to all hosts of the link. What does not fit into one packet goes into several.
   *
   * @param message the message
   */
  void multicast(DnsMessage message);

  /**
   * Sends a message to one host.
   *
   * @param message the message
   * @param destination the host, and its port
   */
  void unicast(DnsMessage message, D destination);
}
