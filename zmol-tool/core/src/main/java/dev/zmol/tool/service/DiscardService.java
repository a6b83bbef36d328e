package dev.zmol.tool.service;

/** Throws away what comes (RFC 863). */
public final class DiscardService implements StreamHandler {
  /** Creates the service of one connection. */
  public DiscardService() {}

  @Override
  public void advance(ByteStream stream) {
    while (stream.inputLength() > 0) {
      stream.consume(stream.inputLength());
    }
    if (stream.inputEnded()) {
      stream.finish();
    }
  }
}
