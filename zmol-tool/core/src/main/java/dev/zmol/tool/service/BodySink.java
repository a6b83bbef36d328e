package dev.zmol.tool.service;

/** Where the bytes of a received message body go. */
@FunctionalInterface
public interface BodySink {
  /** Forgets every byte. */
  BodySink IGNORE = (bytes, offset, length) -> {};

  /**
   * Takes the next bytes.
   *
   * @param bytes the array that holds them; only until this returns
   * @param offset the index of the first
   * @param length how many there are
   */
  void accept(byte[] bytes, int offset, int length);
}
