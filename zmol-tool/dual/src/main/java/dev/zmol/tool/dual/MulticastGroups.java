package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpEndpoint;

/** Reads the groups that users name. */
@Specialize
final class MulticastGroups {
  private MulticastGroups() {}

  /** {@return the group and port of a text; it is misuse if it is none, or of a family that this tool lacks} */
  static IpEndpoint parse(String text, AddressOptions addresses) {
    try {
      int port = text.lastIndexOf(':');
      Addresses.requireSpoken(port < 0 ? text : text.substring(0, port));
      IpEndpoint endpoint = IpEndpoint.parse(text);
      if (endpoint.address().isMulticast() && endpoint.port() > 0) {
        return endpoint;
      }
    } catch (IllegalArgumentException e) {
      throw addresses.misuse(e.getMessage());
    }
    throw addresses.misuse("'" + text + "' has to be a multicast address and a port");
  }
}
