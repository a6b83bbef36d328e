package dev.zmol.tool.service;

import java.util.OptionalLong;

/** What the tool's web server has to offer: an index page, patterns of any length, and digests of what it is sent. */
final class HttpService {
  /** The longest pattern served, in bytes: 1 TiB. */
  static final long MAX_PATTERN = 1L << 40;

  private static final String BYTES = "/bytes/";

  private final String index;

  /**
   * Creates the service.
   *
   * @param index the index page, HTML
   */
  HttpService(String index) {
    this.index = index;
  }

  /**
   * Answers a request whose body has been received.
   *
   * @param request the head
   * @param body the body
   */
  HttpResponse answer(HttpRequest request, BodyDigest body) {
    return switch (request.method()) {
      case "GET", "HEAD" -> resource(path(request.target()));
      case "PUT", "POST" -> received(body);
      case "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH" ->
          new HttpResponse(405, "Allow: GET, HEAD, PUT, POST\r\n", BodySource.of(new byte[0]));
      default -> HttpResponse.fault(501, "the method is not known");
    };
  }

  private HttpResponse resource(String path) {
    if (path.equals("/") || path.equals("/index.html")) {
      return HttpResponse.text(200, "text/html; charset=utf-8", index);
    }
    if (!path.startsWith(BYTES)) {
      return HttpResponse.fault(404, "there is / and there is /bytes/N");
    }
    OptionalLong length = patternLength(path.substring(BYTES.length()));
    if (length.isEmpty()) {
      return HttpResponse.fault(400, "/bytes/N takes a number of bytes from 0 to " + MAX_PATTERN);
    }
    return new HttpResponse(
        200, "Content-Type: application/octet-stream\r\n", new PatternSource(length.getAsLong()));
  }

  private static HttpResponse received(BodyDigest body) {
    return HttpResponse.text(
        200,
        "application/json",
        "{\"length\":" + body.length() + ",\"sha256\":\"" + body.finish() + "\"}\n");
  }

  private static OptionalLong patternLength(String text) {
    if (text.isEmpty() || text.length() > 13 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    long length = Long.parseLong(text);
    return length > MAX_PATTERN ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** {@return the path of a target in origin form or in absolute form, without the query} */
  private static String path(String target) {
    int authority = target.startsWith("http://") ? 7 : -1;
    int slash = authority < 0 ? 0 : target.indexOf('/', authority);
    String path = slash < 0 ? "/" : target.substring(slash);
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
