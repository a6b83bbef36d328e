package dev.zmol.tool;

import java.util.List;

/** The page at the root of the tool's web server. */
public final class IndexPage {
  private IndexPage() {}

  /**
   * Returns the page.
   *
   * @param flavor the name of the tool's flavour
   * @param addresses the addresses that it is served from
   * @return the page, HTML
   */
  public static String of(String flavor, List<String> addresses) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>zmol</title></head>
        <body>
        <h1>zmol</h1>
        <p>This page came through a TCP/IP stack in pure Java: <code>%s</code>, at %s.</p>
        <ul>
        <li><code>GET <a href="/bytes/1048576">/bytes/N</a></code> streams N bytes of a pattern.</li>
        <li><code>PUT</code> or <code>POST</code> answers with the length and the SHA-256 of the body.</li>
        <li>Echo is at port 7, discard at 9, chargen at 19, over TCP and UDP.</li>
        </ul>
        </body>
        </html>
        """
        .formatted(flavor, String.join(", ", addresses));
  }
}
