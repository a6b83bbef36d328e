package dev.zmol.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
  private static final long KEY_0 = 0x0706050403020100L;
  private static final long KEY_1 = 0x0f0e0d0c0b0a0908L;

  @Test
  void theVectorOfThePaperComesOut() {
    SipHash hash = new SipHash(KEY_0, KEY_1);
    hash.start();
    hash.word(0x0706050403020100L);

    assertThat(hash.finish(0x0e0d0c0b0a0908L, 15)).isEqualTo(0xa129ca6149be45e5L);
  }

  @Test
  void theVectorOfTheEmptyMessageComesOut() {
    SipHash hash = new SipHash(KEY_0, KEY_1);
    hash.start();

    assertThat(hash.finish(0, 0)).isEqualTo(0x726fdb47dd0e0e31L);
  }
}
