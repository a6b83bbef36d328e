package net;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;

/** The version in the first bits of a packet. */
@Specialize
public enum Version {
  /** Four. */
  @Only(Family.IPV4)
  V4(4),

  /** Six. */
  @Only(Family.IPV6)
  V6(6);

  final int number;

  Version(int number) {
    this.number = number;
  }
}
