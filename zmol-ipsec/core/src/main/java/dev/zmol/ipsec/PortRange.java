package dev.zmol.ipsec;

/**
 * Which ports a policy is about.
 *
 * @param first the first of them (0 to 65,535)
 * @param last the last of them
 */
public record PortRange(int first, int last) {
  /** All ports, and what has none. */
  public static final PortRange ANY = new PortRange(0, 0xffff);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is none
   */
  public PortRange {
    if (first < 0 || last > 0xffff || first > last) {
      throw new IllegalArgumentException("the range is " + first + " to " + last + "; it has to be within 0 to 65535");
    }
  }

  /**
   * Makes a range of one port.
   *
   * @param port the port
   * @return the range
   */
  public static PortRange of(int port) {
    return new PortRange(port, port);
  }

  /**
   * Tells whether a port is in the range.
   *
   * @param port the port; -1 for a packet that has none
   * @return whether it is; what has none is in {@link #ANY} alone
   */
  public boolean contains(int port) {
    return (first <= port && port <= last) || (first == 0 && last == 0xffff);
  }
}
