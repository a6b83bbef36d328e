package dev.zmol.tool.lowpan;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses of sockets of the kernel, as people write them. */
final class SocketAddresses {
  private static final int MAX_PORT = 0xffff;

  private SocketAddresses() {}

  /** Parses {@code 127.0.0.1:17754} or {@code [::1]:17754}. */
  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("'" + text + "' is no address and port, such as 127.0.0.1:17754");
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port < 0 || port > MAX_PORT) {
        throw new IllegalArgumentException("'" + text + "': a port is from 0 to " + MAX_PORT);
      }
      return new InetSocketAddress(InetAddress.getByName(text.substring(0, colon)), port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' has no port behind its colon", e);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + text + "': there is no such host", e);
    }
  }
}
