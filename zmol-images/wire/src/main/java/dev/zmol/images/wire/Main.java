package dev.zmol.images.wire;

import dev.zmol.wire.dual.IpCidr;

/** Takes blocks of addresses apart. */
final class Main {
  private Main() {}

  /**
   * Prints the network and the mask of each block.
   *
   * @param blocks blocks of addresses in CIDR notation
   */
  public static void main(String[] blocks) {
    if (blocks.length == 0) {
      System.err.println("zmol: name one or more blocks of addresses, as in 192.0.2.1/24 or 2001:db8::1/64");
      System.exit(2);
    }
    for (String block : blocks) {
      try {
        IpCidr cidr = IpCidr.parse(block);
        System.out.println(cidr + "\tnetwork " + cidr.network() + "\tmask " + cidr.netmask());
      } catch (IllegalArgumentException e) {
        System.err.println("zmol: " + e.getMessage());
        System.exit(2);
      }
    }
  }
}
