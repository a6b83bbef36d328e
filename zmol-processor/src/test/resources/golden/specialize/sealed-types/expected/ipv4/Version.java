// The IPv4 flavour of net.Version, derived by zmol. Do not edit.
package net.ipv4;

/** The version in the first bits of a packet. */
public enum Version {
  /** Four. */
  V4(4);

  final int number;

  Version(int number) {
    this.number = number;
  }
}
