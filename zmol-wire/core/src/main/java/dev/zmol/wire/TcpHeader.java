package dev.zmol.wire;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * A TCP header without its options (RFC 9293, section 3.1).
 *
 * @param sourcePort the port of the sender
 * @param destinationPort the port of the receiver
 * @param sequenceNumber the sequence number of the first byte of data, or of the SYN
 * @param acknowledgmentNumber the next sequence number that the sender expects
 * @param dataOffset the length of the header with its options in words of four bytes, 5 to 15
 * @param reserved zero
 * @param cwr whether the congestion window has been reduced
 * @param ece whether a congestion experienced mark is echoed
 * @param urg whether the urgent pointer counts
 * @param ack whether the acknowledgment number counts
 * @param psh whether the data should be pushed to the application
 * @param rst whether the connection is reset
 * @param syn whether sequence numbers are synchronised
 * @param fin whether the sender has no more data
 * @param window the receive window of the sender, in units of its window scale
 * @param checksum the checksum over pseudo-header, header, options and data
 * @param urgentPointer how far the urgent data reaches beyond the sequence number
 */
@WireFormat
public record TcpHeader(
    @Bits(16) int sourcePort,
    @Bits(16) int destinationPort,
    @Bits(32) int sequenceNumber,
    @Bits(32) int acknowledgmentNumber,
    @Bits(4) int dataOffset,
    @Bits(4) int reserved,
    @Bits(1) boolean cwr,
    @Bits(1) boolean ece,
    @Bits(1) boolean urg,
    @Bits(1) boolean ack,
    @Bits(1) boolean psh,
    @Bits(1) boolean rst,
    @Bits(1) boolean syn,
    @Bits(1) boolean fin,
    @Bits(16) int window,
    @Bits(value = 16, hex = true) int checksum,
    @Bits(16) int urgentPointer) {

  /**
   * The control bits as one number.
   *
   * @return the bits of {@link TcpFlags}
   */
  public int flags() {
    return (cwr ? TcpFlags.CWR : 0)
        | (ece ? TcpFlags.ECE : 0)
        | (urg ? TcpFlags.URG : 0)
        | (ack ? TcpFlags.ACK : 0)
        | (psh ? TcpFlags.PSH : 0)
        | (rst ? TcpFlags.RST : 0)
        | (syn ? TcpFlags.SYN : 0)
        | (fin ? TcpFlags.FIN : 0);
  }
}
