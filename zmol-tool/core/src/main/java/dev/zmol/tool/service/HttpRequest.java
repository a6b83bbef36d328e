package dev.zmol.tool.service;

import java.util.List;

/**
 * The head of a request (RFC 9112 §3).
 *
 * @param method the method, as it was sent
 * @param target the request target, as it was sent
 * @param minorVersion the minor version of HTTP/1 (0 to 9)
 * @param fields the field lines
 */
record HttpRequest(String method, String target, int minorVersion, HttpFields fields) {
  /**
   * Parses a head.
   *
   * @param lines the request line and the field lines
   */
  static HttpRequest parse(List<String> lines) throws HttpFault {
    String[] parts = lines.getFirst().split(" ", -1);
    if (parts.length != 3 || !HttpFields.isToken(parts[0]) || !isTarget(parts[1])) {
      throw new HttpFault(400, "the request line is not \"method target HTTP/1.1\"");
    }
    if (!parts[2].matches("HTTP/[0-9]\\.[0-9]")) {
      throw new HttpFault(400, "the request line does not end with an HTTP version");
    }
    if (parts[2].charAt(5) != '1') {
      throw new HttpFault(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
    }
    HttpFields fields = HttpFields.parse(lines.subList(1, lines.size()));
    int minorVersion = parts[2].charAt(7) - '0';
    if (fields.count("host") > 1 || (minorVersion > 0 && !fields.isPresent("host"))) {
      throw new HttpFault(400, "the request has no Host field, or several");
    }
    if (minorVersion == 0 && fields.isPresent("transfer-encoding")) {
      throw new HttpFault(400, "HTTP/1.0 has no Transfer-Encoding");
    }
    return new HttpRequest(parts[0], parts[1], minorVersion, fields);
  }

  private static boolean isTarget(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != 0x7f);
  }

  /** {@return whether the connection may serve another request after this one (RFC 9112 §9.3)} */
  boolean keepAlive() {
    return minorVersion == 0 ? fields.lists("connection", "keep-alive") : !fields.lists("connection", "close");
  }

  /** {@return whether the client waits for an interim response before it sends the body (RFC 9110 §10.1.1)} */
  boolean expectsContinue() throws HttpFault {
    String expectation = fields.value("expect");
    if (!expectation.isEmpty() && !expectation.equalsIgnoreCase("100-continue")) {
      throw new HttpFault(417, "only the expectation \"100-continue\" can be met");
    }
    return minorVersion > 0 && !expectation.isEmpty();
  }
}
