// The IPv6 flavour of net.Version, derived by zmol. Do not edit.
package net.ipv6;

/** The version in the first bits of a packet. */
public enum Version {
  /** Six. */
  V6(6);

  final int number;

  Version(int number) {
    this.number = number;
  }
}
