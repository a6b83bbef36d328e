package dev.zmol.socket;

/** What the network has said about packets that it could not deliver (RFC 1122 §4.2.3.9, RFC 5461). */
public enum NetworkError {
  /** Nothing. */
  NONE("nothing"),
  /** A router has no way to the host or its network. */
  UNREACHABLE("the host or its network cannot be reached"),
  /** The next hop did not answer when it was asked for its hardware address. */
  NEIGHBOR_UNREACHABLE("the next hop on the link does not answer"),
  /** The host does not know the protocol. */
  PROTOCOL_UNREACHABLE("the host does not speak the protocol"),
  /** Nobody listens at the port. */
  PORT_UNREACHABLE("nobody listens at the port"),
  /** A router or the host forbids the communication. */
  PROHIBITED("the communication is prohibited"),
  /** The hop limit, or the time for reassembly, was exceeded. */
  TIME_EXCEEDED("the hop limit was exceeded on the way"),
  /** A router or the host did not understand the header. */
  PARAMETER_PROBLEM("the header was not understood on the way");

  private final String description;

  NetworkError(String description) {
    this.description = description;
  }

  /** {@return what it means, in words for messages} */
  public String description() {
    return description;
  }
}
