package dev.zmol.ipsec;

/**
 * How the payload of ESP is encrypted; some of these authenticate it, too (RFC 8221 §5).
 *
 * <p>What RFC 8221 says must not be used is not here: DES, Blowfish, 3DES.
 */
public enum EncryptionAlgorithm {
  /** AES in cipher block chaining mode (RFC 3602), with keys of 128, 192 or 256 bits. Needs integrity beside it. */
  AES_CBC(Requirement.MUST, 0, 16, 0, 16, 16, 32),
  /** AES in Galois/Counter Mode with an ICV of 16 bytes (RFC 4106); the key ends with four bytes of salt. */
  AES_GCM_16(Requirement.MUST, 4, 8, 16, 4, 16, 32),
  /** ChaCha20 and Poly1305 (RFC 7634); the key ends with four bytes of salt. */
  CHACHA20_POLY1305(Requirement.SHOULD, 4, 8, 16, 4, 32, 32),
  /** No encryption, but integrity by AES-GMAC (RFC 4543 §3); the key ends with four bytes of salt. */
  NULL_AES_GMAC(Requirement.MAY, 4, 8, 16, 4, 16, 32),
  /** No encryption (RFC 2410). Needs integrity beside it. */
  NULL(Requirement.MUST, 0, 0, 0, 4, 0, 0);

  /** Keys of AES differ by 64 bits. */
  private static final int KEY_STEP = 8;

  private final Requirement requirement;
  private final int saltLength;
  private final int ivLength;
  private final int icvLength;
  private final int alignment;
  private final int shortestKey;
  private final int longestKey;

  EncryptionAlgorithm(
      Requirement requirement,
      int saltLength,
      int ivLength,
      int icvLength,
      int alignment,
      int shortestKey,
      int longestKey) {
    this.requirement = requirement;
    this.saltLength = saltLength;
    this.ivLength = ivLength;
    this.icvLength = icvLength;
    this.alignment = alignment;
    this.shortestKey = shortestKey;
    this.longestKey = longestKey;
  }

  /** {@return what RFC 8221 says of the algorithm} */
  public Requirement requirement() {
    return requirement;
  }

  /** {@return whether the algorithm authenticates what it encrypts, so that no other may (RFC 8221 §4)} */
  public boolean isCombined() {
    return icvLength != 0;
  }

  /** {@return how many bytes of salt follow the key} */
  public int saltLength() {
    return saltLength;
  }

  /** {@return the length of the initialization vector that each packet carries, in bytes} */
  public int ivLength() {
    return ivLength;
  }

  /** {@return the length of the integrity check value in bytes; 0 if the algorithm has none} */
  public int icvLength() {
    return icvLength;
  }

  /** {@return what the length of the text is a multiple of, in bytes} */
  int alignment() {
    return alignment;
  }

  /** Checks the length of a key, salt included. */
  void requireKey(int length) {
    StringBuilder allowed = new StringBuilder();
    for (int keyLength = shortestKey; keyLength <= longestKey; keyLength += KEY_STEP) {
      if (length == keyLength + saltLength) {
        return;
      }
      allowed.append(allowed.isEmpty() ? "" : ", ").append(keyLength + saltLength);
    }
    throw new IllegalArgumentException(
        "the key of " + this + " has " + length + " bytes; it has to have " + allowed + ", salt included");
  }
}
