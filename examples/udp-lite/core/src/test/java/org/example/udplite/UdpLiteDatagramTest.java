package org.example.udplite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UdpLiteDatagramTest {
  private static final long PSEUDO_HEADER = 0x1234_5678L;

  private static byte[] datagram(int coverage) {
    byte[] bytes = "........payload".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    UdpLiteDatagram.emit(bytes, 0, new UdpLiteHeader(7, 9, coverage, 0), bytes.length, PSEUDO_HEADER);
    return bytes;
  }

  private static boolean isIntact(byte[] bytes) {
    int end = UdpLiteDatagram.coveredEnd(bytes, 0, bytes.length);
    return end >= 0 && UdpLiteDatagram.verify(bytes, 0, end, PSEUDO_HEADER);
  }

  @Test
  void damageBehindTheCoverageIsLetThrough() {
    byte[] bytes = datagram(10);
    bytes[12] ^= 1;

    assertTrue(isIntact(bytes));
  }

  @Test
  void damageWithinTheCoverageIsFound() {
    byte[] bytes = datagram(10);
    bytes[9] ^= 1;
    byte[] whole = datagram(0);
    whole[14] ^= 1;

    assertFalse(isIntact(bytes));
    assertFalse(isIntact(whole));
  }

  @Test
  void coverageOfLessThanTheHeaderOrMoreThanTheDatagramIsRefused() {
    byte[] bytes = datagram(0);

    for (int coverage : new int[] {1, 7, 16, 65_535}) {
      UdpLiteWire.coverage(bytes, 0, coverage);
      assertEquals(-1, UdpLiteDatagram.coveredEnd(bytes, 0, bytes.length));
    }
    assertEquals(-1, UdpLiteDatagram.coveredEnd(bytes, 0, 7));
  }

  @Test
  void datagramWithoutChecksumIsRefused() {
    byte[] bytes = datagram(0);
    UdpLiteWire.checksum(bytes, 0, 0);

    assertFalse(isIntact(bytes));
  }
}
