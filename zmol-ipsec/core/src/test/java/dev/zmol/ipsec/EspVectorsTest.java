package dev.zmol.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The packets that RFCs and drafts have as examples, opened and made again. */
@Covers("P2")
class EspVectorsTest {
  private static byte[] bytes(String digits) {
    return Bytes.parse(digits).toByteArray();
  }

  private static void check(
      Supplier<EspTransform> transforms, String header, String iv, long sequence, String text, String sealed) {
    EspTransform transform = transforms.get();
    byte[] packet = bytes(header + iv + sealed);
    byte[] plain = bytes(text);
    int icv = packet.length - transform.icvLength();
    byte[] opened = new byte[packet.length + 16];

    assertThat(transform.open(packet, 0, icv, opened, 16, sequence)).isTrue();
    assertThat(Arrays.copyOfRange(opened, 16, 16 + plain.length)).isEqualTo(plain);

    byte[] again = Arrays.copyOf(packet, packet.length);
    System.arraycopy(plain, 0, again, icv - plain.length, plain.length);
    Arrays.fill(again, icv, again.length, (byte) 0);
    transforms.get().seal(again, 0, icv, BigEndian.getLong(bytes(iv), 0), sequence);
    assertThat(again).isEqualTo(packet);
  }

  private static Supplier<EspTransform> gcm(String key, boolean extended) {
    return () -> new CombinedTransform(CombinedCipher.aesGcm(bytes(key)), extended);
  }

  /** draft-mcgrew-gcm-test-01, which RFC 4106 §9 refers to: AES-128 and an extended sequence number. */
  @Test
  void aesGcmWithExtendedSequenceNumber() {
    check(
        gcm("4c80cdefbb5d10da906ac73c3613a634 2e443b68", true),
        "0000432100000000",
        "4956ed7e3b244cfe",
        0x8765432100000000L,
        "45000048699a000080114db7c0a80102c0a801010a9bf15638d3010000010000"
            + "00000000045f736970045f756470037369700963796265726369747902646b00"
            + "0021000101020201",
        "fecf537e729d5b07dc30df528dd22b768d1b98736696a6fd348509fa13ceac34"
            + "cfa2436f14a3f3cf65925bf1f4a13c5d15b21e1884f5ff6247aeabb786b93bce"
            + "61bc17d768fd9732"
            + "459018148f6cbe722fd04796562dfdb4");
  }

  @Test
  void aesGcmWithAKeyOf192Bits() {
    check(
        gcm("feffe9928665731c6d6a8f9467308308feffe9928665731c cafebabe", false),
        "0000a5f80000000a",
        "facedbaddecaf888",
        10,
        "45000028a4ad4000400678800a01038f0a010612802306b8cb712602dd6bb03e501016d075680001",
        "a5b1f8066029aea40e598b8122de02420938b3ab33f828e687b8858b5bfbdbd0315b27452144cc77"
            + "95457b9652037f5318027b5b4cd7a636");
  }

  @Test
  @Covers("RFC 8504 §13.2: algorithms")
  void aesGcmWithAKeyOf256Bits() {
    check(
        gcm("abbccddef00112233445566778899aababbccddef00112233445566778899aab 11223344", false),
        "4a2cbfe300000002",
        "0102030405060708",
        2,
        "4500003069a6400080062690c0a801029389155e0a9e008b2dc57ee000000000"
            + "7002400020bf0000020405b40101040201020201",
        "ff425c9b724599df7a3bcd510194e00d6a78107f1b0b1cbf06efae9d65a5d763"
            + "748a637985771d347f0545659f14e99def842d8e"
            + "b335f4eecfdbf831824b4c4915956c96");
  }

  @Test
  void aesGcmWithTheHighestSequenceNumber() {
    check(
        gcm("7d773d00c144c525ac619d18c84a3f47 d9664267", false),
        "335467aeffffffff",
        "43457e9182443bc6",
        0xffff_ffffL,
        "01020201",
        "437f866bcb3f699fe9b0822bac961c4504bef270");
  }

  @Test
  void aesGmac() {
    check(
        () -> new GmacTransform(CombinedCipher.aesGcm(bytes("4c80cdefbb5d10da906ac73c3613a634 22433c64")), false),
        "0000432100000007",
        "0000000000000000",
        7,
        "45000030da3a00008001df3bc0a80005c0a800010800c6cd0200070061626364"
            + "65666768696a6b6c6d6e6f707172737401020201",
        "45000030da3a00008001df3bc0a80005c0a800010800c6cd0200070061626364"
            + "65666768696a6b6c6d6e6f707172737401020201"
            + "f2a9a836e155106aa8dcd618e4099aaa");
  }

  /** RFC 7634 appendix A. */
  @Test
  void chaCha20Poly1305() {
    check(
        () -> new CombinedTransform(
            CombinedCipher.chaCha20Poly1305(
                bytes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f a0a1a2a3")),
            false),
        "0102030400000005",
        "1011121314151617",
        5,
        "45000054a6f200004001e778c6336405c000020508005b7a3a080000553bec10"
            + "0007362708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223"
            + "2425262728292a2b2c2d2e2f303132333435363701020204",
        "24039428b97f417e3c13753a4f05087b67c352e6a7fab1b982d466ef407ae5c6"
            + "14ee8099d52844eb61aa95dfab4c02f72aa71e7c4c4f64c9befe2facc638e8f3"
            + "cbec163fac469b502773f6fb94e664da9165b82829f641e0"
            + "76aaa8266b7fb0f7b11b369907e1ad43");
  }

  /** RFC 3602 §4, case 5: a ping in transport mode. It has no ICV, which is put behind it here. */
  @Test
  @Covers("RFC 8504 §13.2: algorithms")
  void aesCbc() {
    byte[] integrityKey = new byte[20];
    byte[] packet =
        bytes(
            "0000432100000001e96e8c08ab465763fd098d45dd3ff893"
                + "f663c25d325c18c6a9453e194e120849a4870b66cc6b9965330013b4898dc856"
                + "a4699e523a55db080b59ec3a8e4b7e52775b07d1db34ed9c538ab50c551b874a"
                + "a269add047ad2d5913ac19b7cfbad4a6");
    Hmac hmac = new Hmac(IntegrityAlgorithm.HMAC_SHA1_96, integrityKey);
    byte[] whole = Arrays.copyOf(packet, packet.length + 12);
    hmac.update(packet, 0, packet.length);
    hmac.finish(whole, packet.length);
    byte[] opened = new byte[256];

    EspTransform transform =
        HmacTransform.aesCbc(
            bytes("90d382b410eeba7ad938c46cec1a82bf"),
            new Hmac(IntegrityAlgorithm.HMAC_SHA1_96, integrityKey),
            false);

    assertThat(transform.open(whole, 0, packet.length, opened, 16, 1)).isTrue();
    assertThat(Bytes.copyOf(opened, 16, 96))
        .hasToString(
            "08000ebda70a00008e9c083db95b070008090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                + "202122232425262728292a2b2c2d2e2f30313233343536370102030405060708090a0b0c0d0e0e01");
  }

  /** RFC 4868 §2.7.2.1 to §2.7.2.3: the test cases whose keys are as long as IPsec has them. */
  @Test
  @Covers("RFC 8504 §13.2: algorithms")
  void hmacSha2() {
    hmac(
        IntegrityAlgorithm.HMAC_SHA2_256_128, 32, "198a607eb44bfbc69903a0f1cf2bbdc5");
    hmac(
        IntegrityAlgorithm.HMAC_SHA2_384_192, 48, "b6a8d5636f5c6a7224f9977dcf7ee6c7fb6d0c48cbdee973");
    hmac(
        IntegrityAlgorithm.HMAC_SHA2_512_256, 64, "637edc6e01dce7e6742a99451aae82df23da3e92439e590e43e761b33e910fb8");
  }

  private static void hmac(IntegrityAlgorithm algorithm, int keyLength, String icv) {
    byte[] key = new byte[keyLength];
    Arrays.fill(key, (byte) 0x0b);
    byte[] out = new byte[algorithm.icvLength()];
    Hmac hmac = new Hmac(algorithm, key);
    hmac.update(bytes("4869205468657265"), 0, 8);
    hmac.finish(out, 0);
    assertThat(Bytes.of(out)).hasToString(icv);
  }
}
