/*
 * The comment at the head of the file stays.
 */
// The IPv6 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv6;

/**
 * Refers to {@link Ipv6Address}, to {@code Ipv4Address.bits()} and to {@link Ipv6Address the other kind}.
 *
 * <p>Also to {@link net.ipv6.Ipv6Address#parse(String)}, {@linkplain #send(Ipv6Address, int) sending}, {@value #FLOW_BITS} bits and
 * {@link #six}.
 *
 * @see Ipv6Address
 * @see Ipv6Address#isMulticast
 */
public final class Use {
  /** How long a flow label is. */
  public static final int FLOW_BITS = 20;

  /** Not {@link Ipv6Error a problem}. */
  public static final class Ipv6Error extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Sends something.
   *
   * @param to an {@code Ipv4Address} or an {@link Ipv6Address}
   * @param n how much
   * @throws IllegalArgumentException if it is too much
   * @throws Ipv6Error never
   */
  public void send(Ipv6Address to, int n) {
    // Ipv6Address is only a word here.
    if (n > 9) {
      throw new IllegalArgumentException("too much for " + to);
    }
  }

  /** Does nothing. */
  public void six() {}
}
