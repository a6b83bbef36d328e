package dev.zmol.ipsec;

/**
 * Encrypts and authenticates ESP packets: the algorithms of one association with their keys. Owned by one thread.
 *
 * <p>In the buffer lie the header, the initialization vector, the text (payload, padding and trailer) and the
 * integrity check value, one after the other (RFC 4303 §2).
 */
interface EspTransform {
  /** The length of the initialization vector in bytes. */
  int ivLength();

  /** The length of the integrity check value in bytes. */
  int icvLength();

  /** What the length of the text is a multiple of, in bytes. */
  int alignment();

  /**
   * Encrypts and authenticates a packet in place.
   *
   * @param buf the buffer, with room for the integrity check value
   * @param esp where the header begins
   * @param icv where the text ends
   * @param iv what is never the same for two packets
   * @param sequence the sequence number, all 64 bits of it
   */
  void seal(byte[] buf, int esp, int icv, long iv, long sequence);

  /**
   * Verifies a packet and, only then, decrypts it.
   *
   * @param buf the buffer
   * @param esp where the header begins
   * @param icv where the text ends
   * @param out what receives the text, another buffer
   * @param at where the text is to begin there; as many bytes in front of it as the initialization vector has may
   *     be overwritten
   * @param sequence the sequence number, all 64 bits of it
   * @return whether the packet is authentic; if not, nothing was written
   */
  boolean open(byte[] buf, int esp, int icv, byte[] out, int at, long sequence);

  /** Wipes the keys. */
  void close();
}
