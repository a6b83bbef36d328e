package dev.zmol.iface.linux;

import java.util.function.IntPredicate;

/**
 * What the kernel does about the packets that it exchanges with a device, of what it was asked for. Each includes the
 * ones before it.
 */
public enum GrantedOffload {
  /** Nothing: packets are what would go over a wire. */
  NONE(0),
  /** It completes the checksums that we leave to it, and leaves its own to us. */
  CHECKSUM(0x01),
  /** TCP passes in super-segments, both ways. */
  TCP_SEGMENTATION(0x07),
  /** UDP passes in super-datagrams, both ways (Linux 6.2). */
  UDP_SEGMENTATION(0x67);

  private final int tunFlags;

  GrantedOffload(int tunFlags) {
    this.tunFlags = tunFlags;
  }

  /** {@return what {@code TUNSETOFFLOAD} calls it: TUN_F_CSUM, TUN_F_TSO4 and so on} */
  int tunFlags() {
    return tunFlags;
  }

  /**
   * Tells whether this includes another one.
   *
   * @param other what is asked about
   * @return whether the kernel does that
   */
  public boolean includes(GrantedOffload other) {
    return compareTo(other) >= 0;
  }

  /**
   * Asks for as much as there is, then for less and less.
   *
   * @param asks sets what a flag word says, and tells whether the kernel took it
   * @return what it took
   */
  static GrantedOffload probe(IntPredicate asks) {
    GrantedOffload[] all = values();
    int k = all.length - 1;
    // The last question takes back what was granted to others before us; whatever the answer, nothing is granted.
    while (!asks.test(all[k].tunFlags) && k > 0) {
      k--;
    }
    return all[k];
  }
}
