// The IPv6 flavour of net.Ipv6Address, derived by zmol. Do not edit.
package net.ipv6;

/** An IPv6 address. */
public record Ipv6Address(long high, long low) {
  public static Ipv6Address parse(String text) {
    return new Ipv6Address(0, Long.parseLong(text, 1, text.length(), 10));
  }

  /**
   * Tells whether this is the address of a group; an {@link Ipv6Address} may be.
   *
   * @return whether it is
   */
  public boolean isMulticast() {
    return high >>> 56 == 0xff;
  }
}
