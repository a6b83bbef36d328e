package dev.zmol.tool.service;

import java.nio.charset.StandardCharsets;

/**
 * A response that is to be sent; its length is always known.
 *
 * @param status the status code
 * @param fields more field lines, each ended by CR LF; empty for none
 * @param body the body
 */
record HttpResponse(int status, String fields, BodySource body) {
  static HttpResponse text(int status, String type, String text) {
    return new HttpResponse(
        status, "Content-Type: " + type + "\r\n", BodySource.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  static HttpResponse fault(int status, String message) {
    return text(status, "text/plain; charset=utf-8", status + " " + reason(status) + ": " + message + "\n");
  }

  /** {@return the head as it goes out} */
  byte[] head(boolean keepAlive) {
    String head =
        "HTTP/1.1 " + status + " " + reason(status) + "\r\n"
            + "Server: zmol\r\n"
            + "Content-Length: " + body.remaining() + "\r\n"
            + fields
            + (keepAlive ? "" : "Connection: close\r\n")
            + "\r\n";
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 417 -> "Expectation Failed";
      case 431 -> "Request Header Fields Too Large";
      case 501 -> "Not Implemented";
      case 505 -> "HTTP Version Not Supported";
      default -> "Status";
    };
  }
}
