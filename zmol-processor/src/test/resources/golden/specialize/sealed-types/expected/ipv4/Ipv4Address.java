// The IPv4 flavour of net.Ipv4Address, derived by zmol. Do not edit.
package net.ipv4;

/** An IPv4 address; see {@code Ipv6Address} for the other. */
public record Ipv4Address(int bits) {
  public static Ipv4Address parse(String text) {
    return new Ipv4Address(Integer.parseInt(text));
  }

  /**
   * Tells whether this is the address of a group; an {@link Ipv4Address} may be.
   *
   * @return whether it is
   */
  public boolean isMulticast() {
    return bits >>> 28 == 0xe;
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(bits);
  }
}
