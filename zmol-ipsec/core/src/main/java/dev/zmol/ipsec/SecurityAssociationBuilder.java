package dev.zmol.ipsec;

import dev.zmol.wire.IpProtocol;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Puts together a {@link SecurityAssociation}. Keys are copied; {@link #build} wipes the copies that the builder has.
 *
 * <p>Each association is for one direction. Keys belong to one association and one direction, and to no other ever:
 * with AES-GCM, ChaCha20 and GMAC a key that is used again gives away what it protects.
 */
public final class SecurityAssociationBuilder {
  private static final int DEFAULT_WINDOW = 64;
  private static final int MAX_WINDOW = 1 << 16;
  private static final long LEAST_SPI = 256;

  private final int protocol;
  private final int spi;
  private Mode mode = Mode.TRANSPORT;
  private EncryptionAlgorithm encryption;
  private byte[] encryptionKey = {};
  private IntegrityAlgorithm integrity;
  private byte[] integrityKey = {};
  private boolean extended;
  private int window = DEFAULT_WINDOW;
  private long sequence;
  private Lifetime soft = Lifetime.UNLIMITED;
  private Lifetime hard = Lifetime.UNLIMITED;
  private long salt;
  private boolean rounded;

  SecurityAssociationBuilder(int protocol, int spi) {
    if ((spi & 0xffff_ffffL) < LEAST_SPI) {
      throw new IllegalArgumentException("spi is " + spi + "; 0 to 255 are reserved (RFC 4303 §2.1)");
    }
    this.protocol = protocol;
    this.spi = spi;
  }

  /**
   * Says what of packets is protected; unless told, {@link Mode#TRANSPORT}.
   *
   * @param newMode the mode
   * @return this
   */
  public SecurityAssociationBuilder mode(Mode newMode) {
    mode = Objects.requireNonNull(newMode, "mode is null");
    return this;
  }

  /**
   * Says how ESP encrypts.
   *
   * @param algorithm the algorithm
   * @param key its key, followed by the salt if it has one; none for {@link EncryptionAlgorithm#NULL}
   * @return this
   * @throws IllegalArgumentException if the key has a length that the algorithm does not take
   */
  public SecurityAssociationBuilder encryption(EncryptionAlgorithm algorithm, byte... key) {
    algorithm.requireKey(key.length);
    encryption = algorithm;
    encryptionKey = replace(encryptionKey, key);
    return this;
  }

  /**
   * Says how packets are authenticated, where encryption does not do that itself.
   *
   * @param algorithm the algorithm
   * @param key its key, for GMAC followed by the salt
   * @return this
   * @throws IllegalArgumentException if the key has a length that the algorithm does not take
   */
  public SecurityAssociationBuilder integrity(IntegrityAlgorithm algorithm, byte... key) {
    algorithm.requireKey(key.length);
    integrity = algorithm;
    integrityKey = replace(integrityKey, key);
    return this;
  }

  private static byte[] replace(byte[] old, byte[] key) {
    Arrays.fill(old, (byte) 0);
    return key.clone();
  }

  /**
   * Makes sequence numbers 64 bits long (RFC 4303 §2.2.1); both ends have to agree on that.
   *
   * @return this
   */
  public SecurityAssociationBuilder extendedSequenceNumbers() {
    extended = true;
    return this;
  }

  /**
   * Makes authentication headers a multiple of 8 bytes long over IPv4, too, where RFC 4302 §3.3.3.2.1 has 4: some peers,
   * such as Linux unless told {@code align4}, take no others. Received headers may have either length.
   *
   * @return this
   */
  public SecurityAssociationBuilder roundedAh() {
    rounded = true;
    return this;
  }

  /**
   * Sets how far packets may overtake each other; unless told, 64.
   *
   * @param packets how many sequence numbers are remembered (32 to 65,536); 0 switches the protection from replay off
   * @return this
   * @throws IllegalArgumentException if it is out of range
   */
  public SecurityAssociationBuilder replayWindow(int packets) {
    if (packets != 0 && (packets < 32 || packets > MAX_WINDOW)) {
      throw new IllegalArgumentException("packets is " + packets + "; it has to be 0, or from 32 to 65536");
    }
    window = packets;
    return this;
  }

  /**
   * Says which sequence numbers have been used already: for an association that goes on where another program left it.
   * None of them is accepted again.
   *
   * @param last the last number that was sent, or the highest that was received
   * @return this
   */
  public SecurityAssociationBuilder lastSequenceNumber(long last) {
    sequence = last;
    return this;
  }

  /**
   * Sets after what the {@link ExpiryListener} is to be told that the association nears its end.
   *
   * @param lifetime the lifetime
   * @return this
   */
  public SecurityAssociationBuilder softLifetime(Lifetime lifetime) {
    soft = Objects.requireNonNull(lifetime, "lifetime is null");
    return this;
  }

  /**
   * Sets after what the association can't be used any more.
   *
   * @param lifetime the lifetime
   * @return this
   */
  public SecurityAssociationBuilder hardLifetime(Lifetime lifetime) {
    hard = Objects.requireNonNull(lifetime, "lifetime is null");
    return this;
  }

  /**
   * Lets initialization vectors begin at a random place rather than at zero. They differ from each other in any case;
   * this makes it unlikely that they do not if a key is, against all advice, used once more after a restart.
   *
   * @param random the source of randomness
   * @return this
   */
  public SecurityAssociationBuilder random(RandomGenerator random) {
    salt = random.nextLong();
    return this;
  }

  /**
   * Creates the association.
   *
   * @return the association
   * @throws IllegalArgumentException if the algorithms do not go together
   */
  public SecurityAssociation build() {
    try {
      return protocol == IpProtocol.ESP
          ? new SecurityAssociation(this, transform(), null)
          : new SecurityAssociation(this, null, authenticator());
    } finally {
      encryptionKey = replace(encryptionKey, new byte[0]);
      integrityKey = replace(integrityKey, new byte[0]);
    }
  }

  private EspTransform transform() {
    if (encryption == null) {
      throw new IllegalArgumentException("ESP has no encryption; it has to have one, be it NULL");
    }
    if (encryption.isCombined() != (integrity == null) || integrity == IntegrityAlgorithm.AES_GMAC) {
      String needed = encryption.isCombined() ? " has its own" : " needs an HMAC";
      throw new IllegalArgumentException("integrity is " + integrity + "; " + encryption + needed);
    }
    return switch (encryption) {
      case AES_GCM_16 -> new CombinedTransform(CombinedCipher.aesGcm(encryptionKey), extended);
      case CHACHA20_POLY1305 -> new CombinedTransform(CombinedCipher.chaCha20Poly1305(encryptionKey), extended);
      case NULL_AES_GMAC -> new GmacTransform(CombinedCipher.aesGcm(encryptionKey), extended);
      case AES_CBC -> HmacTransform.aesCbc(encryptionKey, new Hmac(integrity, integrityKey), extended);
      case NULL -> HmacTransform.unencrypted(new Hmac(integrity, integrityKey), extended);
    };
  }

  private AhAuthenticator authenticator() {
    if (encryption != null || integrity == null) {
      throw new IllegalArgumentException(
          "encryption is " + encryption + ", integrity is " + integrity + "; AH has integrity and nothing else");
    }
    boolean gmac = integrity == IntegrityAlgorithm.AES_GMAC;
    return gmac
        ? new AhAuthenticator(null, CombinedCipher.aesGcm(integrityKey), extended)
        : new AhAuthenticator(new Hmac(integrity, integrityKey), null, extended);
  }

  int protocol() {
    return protocol;
  }

  int spi() {
    return spi;
  }

  Mode mode() {
    return mode;
  }

  boolean isExtended() {
    return extended;
  }

  boolean isRounded() {
    return rounded;
  }

  int window() {
    return window;
  }

  long sequence() {
    return sequence;
  }

  Lifetime soft() {
    return soft;
  }

  Lifetime hard() {
    return hard;
  }

  long salt() {
    return salt;
  }

  /** What the algorithms are, for people. */
  String algorithms() {
    if (encryption == null) {
      return integrity.toString();
    }
    return integrity == null ? encryption.toString() : encryption + " " + integrity;
  }
}
