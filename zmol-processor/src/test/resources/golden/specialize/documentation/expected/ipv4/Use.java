/*
 * The comment at the head of the file stays.
 */
// The IPv4 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv4;

/**
 * Refers to {@link Ipv4Address}, to {@link Ipv4Address#bits()} and to the other kind.
 *
 * <p>Also to {@link net.ipv4.Ipv4Address#parse(String)}, {@linkplain #send(Ipv4Address, int) sending}, {@code FLOW_BITS} bits and
 * {@code six}.
 *
 * @see Ipv4Address#isMulticast
 */
public final class Use {
  /**
   * Sends something.
   *
   * @param to an {@link Ipv4Address} or an {@code Ipv6Address}
   * @param n how much
   * @throws IllegalArgumentException if it is too much
   */
  public void send(Ipv4Address to, int n) {
    // Ipv6Address is only a word here.
    if (n > 9) {
      throw new IllegalArgumentException("too much for " + to);
    }
  }
}
