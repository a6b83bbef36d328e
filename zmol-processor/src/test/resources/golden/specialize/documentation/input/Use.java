/*
 * The comment at the head of the file stays.
 */
package net;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;

/**
 * Refers to {@link IpAddress}, to {@link Ipv4Address#bits()} and to {@link Ipv6Address the other kind}.
 *
 * <p>Also to {@link net.IpAddress#parse(String)}, {@linkplain #send(IpAddress, int) sending}, {@value #FLOW_BITS} bits and
 * {@link #six}.
 *
 * @see Ipv6Address
 * @see IpAddress#isMulticast
 */
@Specialize
public final class Use {
  /** How long a flow label is. */
  @Only(Family.IPV6)
  public static final int FLOW_BITS = 20;

  /** Not {@link Ipv6Error a problem}. */
  @Only(Family.IPV6)
  public static final class Ipv6Error extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Sends something.
   *
   * @param to an {@link Ipv4Address} or an {@link Ipv6Address}
   * @param n how much
   * @throws IllegalArgumentException if it is too much
   * @throws Ipv6Error never
   */
  public void send(IpAddress to, int n) {
    // Ipv6Address is only a word here.
    if (n > 9) {
      throw new IllegalArgumentException("too much for " + to);
    }
  }

  /** Does nothing. */
  @Only(Family.IPV6)
  public void six() {}
}
