package dev.zmol.ipsec;

/** What of a packet an association protects (RFC 4301 §3.2). */
public enum Mode {
  /** What follows the IP header. */
  TRANSPORT,
  /** The whole packet, which goes within another. */
  TUNNEL
}
