package dev.zmol.tool;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where {@code get} fetches from.
 *
 * @param host the host without brackets: the literal of an address
 * @param port the port (1 to 65,535)
 * @param authority the host and port as the URL has them, for the Host field
 * @param path the path and the query, beginning with a slash
 */
public record HttpUrl(String host, int port, String authority, String path) {
  private static final int DEFAULT_PORT = 80;

  /**
   * Parses a URL.
   *
   * @param text a URL of the scheme {@code http}
   * @return its parts
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static HttpUrl parse(String text) {
    URI uri = uri(text);
    if (!"http".equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException("'" + text + "' has to begin with http://");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("'" + text + "' has no host that is an address");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("'" + text + "' has a port that is not from 1 to 65535");
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return new HttpUrl(withoutBrackets(uri.getHost()), port, uri.getRawAuthority(), path + query);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is no URL: " + e.getReason(), e);
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
