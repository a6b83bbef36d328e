package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

/**
 * An ICMP error about a packet that this stack has sent, as far as the error quotes that packet.
 *
 * <p>A reused parse context, valid during the call that hands it over. The quoted bytes come from the network: whoever
 * uses them verifies that they belong to one of its own connections.
 */
@Specialize
public final class IcmpError {
  /** What went wrong, in terms that both families share. */
  public enum Kind {
    /** The network or the host cannot be reached (soft, RFC 5461). */
    UNREACHABLE,
    /** The protocol cannot be reached (hard). */
    PROTOCOL_UNREACHABLE,
    /** The port cannot be reached (hard). */
    PORT_UNREACHABLE,
    /** A router or a host forbids the communication. */
    PROHIBITED,
    /** The packet was too big; {@link IcmpError#mtu} says what would have fitted. */
    PACKET_TOO_BIG,
    /** The hop limit or the reassembly time was exceeded. */
    TIME_EXCEEDED,
    /** The header had a problem. */
    PARAMETER_PROBLEM
  }

  Kind kind;
  int mtu;
  int protocol;
  byte[] bytes;
  int transportOffset;
  int end;
  IpAddress source;
  IpAddress destination;

  IcmpError() {}

  /** {@return what went wrong} */
  public Kind kind() {
    return kind;
  }

  /** {@return the MTU of the link that could not take the packet, in bytes; 0 if it is not known} */
  public int mtu() {
    return mtu;
  }

  /** {@return the number of the protocol of the quoted packet} */
  public int protocol() {
    return protocol;
  }

  /** {@return the buffer that holds the quoted packet} */
  public byte[] bytes() {
    return bytes;
  }

  /** {@return where the quoted transport header begins} */
  public int transportOffset() {
    return transportOffset;
  }

  /** {@return where the quoted bytes end; at least 8 bytes of the transport header are there} */
  public int end() {
    return end;
  }

  /** {@return the source address of the quoted packet: one of ours} */
  public IpAddress source() {
    return source;
  }

  /** {@return the destination address of the quoted packet} */
  public IpAddress destination() {
    return destination;
  }
}
