package dev.zmol.tool.service;

/** The bytes of a message body that is to be sent, made as there is room for them. */
public interface BodySource {
  /** {@return how many bytes are still to come} */
  long remaining();

  /**
   * Writes the next bytes.
   *
   * @param target where they go
   * @param offset the index of the first
   * @param length how many there is room for
   * @return how many were written; all of {@code length} unless fewer remain
   */
  int fill(byte[] target, int offset, int length);

  /**
   * Returns a body that is in memory.
   *
   * @param bytes the body; not copied
   * @return its source
   */
  static BodySource of(byte[] bytes) {
    return new ArraySource(bytes);
  }
}
