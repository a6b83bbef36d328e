package dev.zmol.tool.service;

/** Finds the bytes of a body in what comes after the head. */
interface BodyDecoder {
  /** {@return whether the body has ended} */
  boolean isDone();

  /**
   * Decodes bytes.
   *
   * @param bytes what came
   * @param offset the index of the first
   * @param length how many there are (1 or more)
   * @param sink where the body goes
   * @return how many bytes were used; all, unless the body ends before
   */
  int decode(byte[] bytes, int offset, int length, BodySink sink) throws HttpFault;

  /** Takes what a stream has; returns once the body or the stream's bytes have ended. */
  default void decode(ByteStream stream, BodySink sink) throws HttpFault {
    while (!isDone() && stream.inputLength() > 0) {
      stream.consume(decode(stream.input(), stream.inputOffset(), stream.inputLength(), sink));
    }
  }
}
