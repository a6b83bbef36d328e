package dev.zmol.tool.service;

/**
 * A connection as a protocol sees it: a window of bytes that came, and a window of room for bytes to go.
 *
 * <p>Both windows lie in the connection's own buffers, so that bytes are touched once. A window is valid until the next
 * call of any method of this stream; it may be shorter than what there is in all, so callers ask again after {@link
 * #consume} or {@link #produce}. All methods are called by the thread that owns the stack.
 */
public interface ByteStream {
  /** {@return the array that holds the bytes received} */
  byte[] input();

  /** {@return the index of the first byte received} */
  int inputOffset();

  /** {@return how many bytes received lie in the window; 0 if none has come yet, or no more will} */
  int inputLength();

  /**
   * Gives bytes received back, so that more may come.
   *
   * @param count how many (0 to {@link #inputLength})
   */
  void consume(int count);

  /** {@return whether the peer has finished and every byte was consumed} */
  boolean inputEnded();

  /** {@return the array with room for bytes to send} */
  byte[] output();

  /** {@return the index of the first free byte} */
  int outputOffset();

  /** {@return how many bytes there is room for in the window; 0 if none now} */
  int outputLength();

  /**
   * Sends bytes that were written to the output window.
   *
   * @param count how many (0 to {@link #outputLength})
   */
  void produce(int count);

  /** Says that nothing more will be sent; what was produced still is. Calling it again has no effect. */
  void finish();

  /** Gives the connection up at once: the peer sees a reset. */
  void abort();
}
