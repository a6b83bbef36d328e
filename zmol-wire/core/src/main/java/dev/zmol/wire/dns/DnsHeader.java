package dev.zmol.wire.dns;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * The header of a DNS message (RFC 1035 §4.1.1, RFC 2535 §6.1).
 *
 * @param id what pairs a response with its query
 * @param response whether the message is a response
 * @param opcode what is asked for, see {@link DnsOpcode}
 * @param authoritative whether the answer is the word of an authority for the name
 * @param truncated whether something was left out, because the transport had no room for it
 * @param recursionDesired whether the server should ask others
 * @param recursionAvailable whether the server does ask others
 * @param reserved zero
 * @param authenticData whether the server has verified the data
 * @param checkingDisabled whether the server need not verify the data
 * @param responseCode what has become of the query, see {@link DnsResponseCode}
 * @param questionCount how many questions there are
 * @param answerCount how many records answer them
 * @param authorityCount how many records tell of authorities
 * @param additionalCount how many records might be of use
 */
@WireFormat
public record DnsHeader(
    @Bits(16) int id,
    @Bits(1) boolean response,
    @Bits(4) int opcode,
    @Bits(1) boolean authoritative,
    @Bits(1) boolean truncated,
    @Bits(1) boolean recursionDesired,
    @Bits(1) boolean recursionAvailable,
    @Bits(1) boolean reserved,
    @Bits(1) boolean authenticData,
    @Bits(1) boolean checkingDisabled,
    @Bits(4) int responseCode,
    @Bits(16) int questionCount,
    @Bits(16) int answerCount,
    @Bits(16) int authorityCount,
    @Bits(16) int additionalCount) {

  /**
   * The header of a query.
   *
   * @param id what pairs the response with it (0 to 65535)
   * @param recursionDesired whether the server should ask others
   * @return the header, with counts of zero
   */
  public static DnsHeader query(int id, boolean recursionDesired) {
    return new DnsHeader(
        id, false, DnsOpcode.QUERY, false, false, recursionDesired, false, false, false, false, 0, 0, 0, 0, 0);
  }

  /**
   * The header of an authoritative response without errors, as multicast DNS sends it (RFC 6762 §18).
   *
   * @param id that of the query, or 0 (0 to 65535)
   * @return the header, with counts of zero
   */
  public static DnsHeader authoritativeResponse(int id) {
    return new DnsHeader(id, true, DnsOpcode.QUERY, true, false, false, false, false, false, false, 0, 0, 0, 0, 0);
  }
}
