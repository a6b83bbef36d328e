package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;
import java.net.InetSocketAddress;

/**
 * A port at an address.
 *
 * @param address the address
 * @param port the port (0 to 65,535)
 */
@Specialize
public record IpEndpoint(IpAddress address, int port) {
  /** The largest port. */
  private static final int MAX_PORT = 0xffff;

  /** Checks the range of the port. */
  public IpEndpoint {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port is " + port + "; it has to be from 0 to " + MAX_PORT);
    }
  }

  /**
   * Parses an address and a port.
   *
   * @param text the notation, such as {@code 192.0.2.1:80} or {@code [2001:db8::1]:80} (RFC 5952 §6)
   * @return the endpoint
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static IpEndpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    int port = Decimal.parse(text, colon + 1, MAX_PORT);
    if (colon < 0 || port < 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" does not end with a colon and a port from 0 to " + MAX_PORT);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.length() >= 2 && host.charAt(0) == '[' && host.charAt(host.length() - 1) == ']';
    if (bracketed != host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address and port: an IPv6 address, and no other, has to be in brackets");
    }
    return new IpEndpoint(IpAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host), port);
  }

  /**
   * Converts a socket address of the JDK.
   *
   * @param address the socket address
   * @return the same endpoint
   * @throws IllegalArgumentException if it is not resolved
   */
  public static IpEndpoint of(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(address + " is not resolved to an address");
    }
    return new IpEndpoint(IpAddress.of(address.getAddress()), address.getPort());
  }

  /** {@return the same endpoint as the JDK represents it} */
  public InetSocketAddress toInetSocketAddress() {
    return new InetSocketAddress(address.toInetAddress(), port);
  }

  /** {@return the notation that {@link #parse} reads} */
  @Override
  public String toString() {
    return switch (address) {
      case Ipv4Address v4 -> v4 + ":" + port;
      case Ipv6Address v6 -> "[" + v6 + "]:" + port;
    };
  }
}
