package dev.zmol.iface;

/**
 * Who checks and computes the checksum of each protocol.
 *
 * @param ipv4 the header checksum of IPv4 (RFC 791 §3.1)
 * @param udp the checksum of UDP (RFC 768)
 * @param tcp the checksum of TCP (RFC 9293 §3.1)
 * @param icmpv4 the checksum of ICMP (RFC 792)
 * @param icmpv6 the checksum of ICMPv6 (RFC 4443 §2.3)
 */
public record ChecksumCapabilities(
    ChecksumMode ipv4, ChecksumMode udp, ChecksumMode tcp, ChecksumMode icmpv4, ChecksumMode icmpv6) {

  /** The stack does everything: what a device without offload needs. */
  public static final ChecksumCapabilities SOFTWARE = all(ChecksumMode.BOTH);

  /** The stack does nothing. */
  public static final ChecksumCapabilities IGNORED = all(ChecksumMode.NONE);

  /**
   * Returns the same mode for every protocol.
   *
   * @param mode the mode
   * @return the capabilities
   */
  public static ChecksumCapabilities all(ChecksumMode mode) {
    return new ChecksumCapabilities(mode, mode, mode, mode, mode);
  }
}
