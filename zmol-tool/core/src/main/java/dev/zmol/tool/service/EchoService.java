package dev.zmol.tool.service;

/** Sends back what comes (RFC 862). */
public final class EchoService implements StreamHandler {
  /** Creates the service of one connection. */
  public EchoService() {}

  @Override
  public void advance(ByteStream stream) {
    int count = Math.min(stream.inputLength(), stream.outputLength());
    while (count > 0) {
      System.arraycopy(stream.input(), stream.inputOffset(), stream.output(), stream.outputOffset(), count);
      stream.consume(count);
      stream.produce(count);
      count = Math.min(stream.inputLength(), stream.outputLength());
    }
    if (stream.inputEnded()) {
      stream.finish();
    }
  }
}
