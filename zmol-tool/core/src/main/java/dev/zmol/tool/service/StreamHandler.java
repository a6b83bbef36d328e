package dev.zmol.tool.service;

/** What speaks over one connection. */
@FunctionalInterface
public interface StreamHandler {
  /**
   * Does all that can be done now; called when bytes came, when there is room to send, and when the peer has finished.
   *
   * @param stream the connection
   */
  void advance(ByteStream stream);
}
