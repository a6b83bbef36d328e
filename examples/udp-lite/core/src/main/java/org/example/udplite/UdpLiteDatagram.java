package org.example.udplite;

import dev.zmol.wire.Checksum;

/** Checks and makes UDP-Lite datagrams in a buffer (RFC 3828 §3). */
public final class UdpLiteDatagram {
  /** The protocol number of UDP-Lite. */
  public static final int PROTOCOL = 136;

  private UdpLiteDatagram() {}

  /**
   * Finds where what the checksum covers ends.
   *
   * @param buf the bytes
   * @param at where the datagram begins
   * @param end where it ends
   * @return where the covered part ends; -1 if the header is cut short, or its coverage can't be (RFC 3828 §3.1)
   */
  public static int coveredEnd(byte[] buf, int at, int end) {
    if (!UdpLiteWire.fits(buf, at, end)) {
      return -1;
    }
    int coverage = UdpLiteWire.coverage(buf, at);
    if (coverage == 0) {
      return end;
    }
    return coverage < UdpLiteWire.LENGTH || coverage > end - at ? -1 : at + coverage;
  }

  /**
   * Verifies the checksum. The pseudo-header has the length of the whole datagram, not that of the covered part.
   *
   * @param buf the bytes
   * @param at where the datagram begins
   * @param coveredEnd what {@link #coveredEnd} says
   * @param pseudoHeader the sum of the pseudo-header
   * @return whether it is right; there has to be one
   */
  public static boolean verify(byte[] buf, int at, int coveredEnd, long pseudoHeader) {
    return UdpLiteWire.checksum(buf, at) != 0 && Checksum.fold(Checksum.add(pseudoHeader, buf, at, coveredEnd)) == 0;
  }

  /**
   * Writes a header in front of a payload that is there already.
   *
   * @param buf the bytes
   * @param at where the header is to begin
   * @param header the header; its checksum is computed
   * @param end where the payload ends
   * @param pseudoHeader the sum of the pseudo-header
   */
  public static void emit(byte[] buf, int at, UdpLiteHeader header, int end, long pseudoHeader) {
    UdpLiteWire.emit(header, buf, at);
    UdpLiteWire.checksum(buf, at, 0);
    int coveredEnd = header.coverage() == 0 ? end : at + header.coverage();
    int checksum = Checksum.fold(Checksum.add(pseudoHeader, buf, at, coveredEnd));
    UdpLiteWire.checksum(buf, at, checksum == 0 ? 0xffff : checksum);
  }
}
