package dev.zmol.tool.demo;

import dev.zmol.tool.service.BodySink;
import dev.zmol.tool.service.BodySource;

/** A client of HTTP that uses the kernel's own stack. */
interface Transfer {
  /** {@return the client, for a person} */
  String name();

  /** Fetches what is at a URL; the outcome's output is empty. */
  Outcome get(String url, BodySink sink);

  /** Sends a body to a URL; the outcome's output is the answer. */
  Outcome put(String url, BodySource body);

  /** {@return {@code curl}, or where it is not installed, the next best} */
  static Transfer choose() {
    return Programs.isInstalled("curl") ? new CurlTransfer() : new PlatformTransfer();
  }
}
