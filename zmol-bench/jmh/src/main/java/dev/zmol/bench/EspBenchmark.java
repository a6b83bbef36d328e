package dev.zmol.bench;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.ipsec.EncryptionAlgorithm;
import dev.zmol.ipsec.IntegrityAlgorithm;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.ipsec.SecurityAssociationBuilder;
import java.security.GeneralSecurityException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** ESP packets sealed and opened, and beside that, what the JDK's algorithms alone take for the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EspBenchmark {
  private static final int MAX_PACKET = 2048;
  private static final int AT = 128;

  /** The algorithms, as {@link Algorithms} names them. */
  @Param({"AES_128_GCM", "AES_256_GCM", "CHACHA20_POLY1305", "AES_128_CBC_SHA256", "NULL_SHA256", "NULL_AES_GMAC"})
  String algorithms = "";

  /** How long the payload is, in bytes. */
  @Param({"64", "576", "1460"})
  int length;

  private final Packet packet = new Packet(MAX_PACKET);
  private final byte[] sealed = new byte[MAX_PACKET];
  private final byte[] opened = new byte[MAX_PACKET];
  private int sealedLength;
  private int start;
  private SecurityAssociation sending;
  private SecurityAssociation receiving;
  private BareAlgorithms bare;

  /** What associations are made of. */
  enum Algorithms {
    AES_128_GCM(EncryptionAlgorithm.AES_GCM_16, 20, null, 0),
    AES_256_GCM(EncryptionAlgorithm.AES_GCM_16, 36, null, 0),
    CHACHA20_POLY1305(EncryptionAlgorithm.CHACHA20_POLY1305, 36, null, 0),
    AES_128_CBC_SHA256(EncryptionAlgorithm.AES_CBC, 16, IntegrityAlgorithm.HMAC_SHA2_256_128, 32),
    NULL_SHA256(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA2_256_128, 32),
    NULL_AES_GMAC(EncryptionAlgorithm.NULL_AES_GMAC, 20, null, 0);

    final EncryptionAlgorithm encryption;
    final IntegrityAlgorithm integrity;
    private final int keyLength;
    private final int integrityKeyLength;

    Algorithms(
        EncryptionAlgorithm encryption, int keyLength, IntegrityAlgorithm integrity, int integrityKeyLength) {
      this.encryption = encryption;
      this.integrity = integrity;
      this.keyLength = keyLength;
      this.integrityKeyLength = integrityKeyLength;
    }

    byte[] key() {
      return random(keyLength);
    }

    byte[] integrityKey() {
      return random(integrityKeyLength);
    }

    private static byte[] random(int length) {
      byte[] key = new byte[length];
      new Random(length).nextBytes(key);
      return key;
    }

    SecurityAssociation build() {
      return builder(0x1001).replayWindow(0).build();
    }

    SecurityAssociation build(int spi) {
      return builder(spi).build();
    }

    private SecurityAssociationBuilder builder(int spi) {
      SecurityAssociationBuilder builder = SecurityAssociation.esp(spi).encryption(encryption, key());
      return integrity == null ? builder : builder.integrity(integrity, integrityKey());
    }
  }

  /**
   * Seals the packet that is opened ever again.
   *
   * @throws GeneralSecurityException if the JDK lacks an algorithm
   */
  @Setup
  public void prepare() throws GeneralSecurityException {
    Algorithms which = Algorithms.valueOf(algorithms);
    sending = which.build();
    receiving = which.build();
    start = packet.offset() + AT;
    seal();
    sealedLength = packet.length();
    System.arraycopy(packet.bytes(), packet.offset(), sealed, 0, sealedLength);
    bare = new BareAlgorithms(which, sealed, sealedLength);
  }

  /** {@return null: the packet has been sealed} */
  @Benchmark
  public DropReason seal() {
    packet.set(start, length);
    return sending.seal(packet, 6, 0);
  }

  /** {@return null: the packet has been opened} */
  @Benchmark
  public DropReason open() {
    return receiving.open(sealed, 0, sealedLength, opened, AT, 0);
  }

  /**
   * Runs the algorithms over as many bytes as {@link #seal} does.
   *
   * @return how many bytes came of it
   * @throws GeneralSecurityException never
   */
  @Benchmark
  public int bareSeal() throws GeneralSecurityException {
    return bare.seal();
  }

  /**
   * Runs the algorithms over as many bytes as {@link #open} does.
   *
   * @return how many bytes came of it
   * @throws GeneralSecurityException never
   */
  @Benchmark
  public int bareOpen() throws GeneralSecurityException {
    return bare.open();
  }
}
