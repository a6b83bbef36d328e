package dev.zmol.iface;

/**
 * What the IP layer counts for each version: the objects of ipSystemStatsTable (RFC 4293 §3.2.3) that concern a host, in
 * their order and under their names. All have 64 bits.
 */
public enum IpCounter {
  /** Received datagrams, those received in error included. */
  IN_RECEIVES,
  /** Bytes of received datagrams. */
  IN_OCTETS,
  /** Received datagrams that were discarded for an error in their header, an extension header, or their source. */
  IN_HDR_ERRORS,
  /** Received datagrams whose destination is none of ours. */
  IN_ADDR_ERRORS,
  /** Received datagrams of a protocol that nobody here speaks. */
  IN_UNKNOWN_PROTOS,
  /** Received datagrams that their frame did not hold all of. */
  IN_TRUNCATED_PKTS,
  /** Received datagrams to other hosts that were taken to be forwarded. */
  IN_FORW_DATAGRAMS,
  /** Fragments that were received to be reassembled. */
  REASM_REQDS,
  /** Datagrams that were reassembled. */
  REASM_OKS,
  /** Failures of reassembly, for whatever reason: timeouts, errors, want of memory. */
  REASM_FAILS,
  /** Received datagrams that were discarded without anything being wrong with them, such as for want of memory. */
  IN_DISCARDS,
  /** Datagrams that were delivered to the protocols above, ICMP among them. */
  IN_DELIVERS,
  /** Datagrams that the protocols above have asked to send. */
  OUT_REQUESTS,
  /** Datagrams that were not sent because there is no route. */
  OUT_NO_ROUTES,
  /** Datagrams that were not sent though nothing is wrong with them, such as for want of memory. */
  OUT_DISCARDS,
  /** Datagrams that had to be fragmented to be sent. */
  OUT_FRAG_REQDS,
  /** Datagrams that were fragmented. */
  OUT_FRAG_OKS,
  /** Datagrams that had to be fragmented, but could not be. */
  OUT_FRAG_FAILS,
  /** Fragments that were made. */
  OUT_FRAG_CREATES,
  /** Datagrams and fragments that were handed to the link. */
  OUT_TRANSMITS,
  /** Bytes of what was handed to the link. */
  OUT_OCTETS,
  /** Received datagrams to groups that we are in. */
  IN_MCAST_PKTS,
  /** Bytes of received datagrams to groups that we are in. */
  IN_MCAST_OCTETS,
  /** Datagrams and fragments to groups that were handed to the link. */
  OUT_MCAST_PKTS,
  /** Bytes of what was handed to the link for groups. */
  OUT_MCAST_OCTETS,
  /** Received broadcasts. */
  IN_BCAST_PKTS,
  /** Broadcasts that were handed to the link. */
  OUT_BCAST_PKTS;

  /**
   * Says under what a received datagram counts that was dropped.
   *
   * @param reason why it was dropped
   * @return what to count
   */
  public static IpCounter ofDropped(DropReason reason) {
    return switch (reason) {
      case IP_NOT_FOR_US -> IN_ADDR_ERRORS;
      case IP_PROTOCOL_UNKNOWN -> IN_UNKNOWN_PROTOS;
      case IP_MALFORMED, IP_CHECKSUM, IP_SOURCE_INVALID, IP_EXTENSION_HEADER -> IN_HDR_ERRORS;
      default -> IN_DISCARDS;
    };
  }
}
