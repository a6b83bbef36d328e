package dev.zmol.ipsec;

/** How AH, and ESP beside an encryption that does not do so itself, is authenticated (RFC 8221 §6). */
public enum IntegrityAlgorithm {
  /** HMAC with SHA-256, cut to 128 bits (RFC 4868). */
  HMAC_SHA2_256_128(Requirement.MUST, "HmacSHA256", 32, 16),
  /** HMAC with SHA-384, cut to 192 bits (RFC 4868). */
  HMAC_SHA2_384_192(Requirement.MAY, "HmacSHA384", 48, 24),
  /** HMAC with SHA-512, cut to 256 bits (RFC 4868). */
  HMAC_SHA2_512_256(Requirement.SHOULD, "HmacSHA512", 64, 32),
  /** HMAC with SHA-1, cut to 96 bits (RFC 2404): for old peers only (RFC 8221 §6 has it as MUST-). */
  HMAC_SHA1_96(Requirement.MUST_FOR_OLD_PEERS, "HmacSHA1", 20, 12),
  /** AES-GMAC (RFC 4543 §4), for AH alone; the key ends with four bytes of salt. */
  AES_GMAC(Requirement.MAY, "", 16, 16);

  private static final int SALT_LENGTH = 4;

  private final Requirement requirement;
  private final String macName;
  private final int keyLength;
  private final int icvLength;

  IntegrityAlgorithm(Requirement requirement, String macName, int keyLength, int icvLength) {
    this.requirement = requirement;
    this.macName = macName;
    this.keyLength = keyLength;
    this.icvLength = icvLength;
  }

  /** {@return what RFC 8221 says of the algorithm} */
  public Requirement requirement() {
    return requirement;
  }

  /** {@return the length of the integrity check value in bytes, without an initialization vector} */
  public int icvLength() {
    return icvLength;
  }

  /** The name that the JDK has for it; empty for GMAC, which the JDK has as a cipher. */
  String macName() {
    return macName;
  }

  /** Checks the length of a key: RFC 4868 §2.1.1 and RFC 2404 §3 allow no other than that of the hash. */
  void requireKey(int length) {
    boolean gmac = this == AES_GMAC;
    int aes = length - SALT_LENGTH;
    boolean valid = gmac ? aes == 16 || aes == 24 || aes == 32 : length == keyLength;
    if (!valid) {
      throw new IllegalArgumentException(
          "the key of " + this + " has " + length + " bytes; it has to have " + (gmac ? "20, 28, 36" : keyLength));
    }
  }
}
