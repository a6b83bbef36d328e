package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsRecord;
import java.util.List;

/**
 * What a lookup has found.
 *
 * @param outcome what has become of it
 * @param name the name that the answers belong to, which the name that was asked for is an alias of if they differ
 * @param answers the records of the types that were asked for, none if the outcome is not {@link DnsOutcome#ANSWERED}
 * @param aliases the records that lead from one name to the next, in this order
 * @param timeToLive how long all of this may be kept, in seconds; for a negative answer too (RFC 2308 §5)
 */
public record DnsResult(
    DnsOutcome outcome, DnsName name, List<DnsRecord> answers, List<DnsRecord> aliases, long timeToLive) {
  /** Creates the result. */
  public DnsResult {
    answers = List.copyOf(answers);
    aliases = List.copyOf(aliases);
  }

  /**
   * Makes the result of a lookup that has found nothing.
   *
   * @param outcome why
   * @param name the name that was asked for last
   * @return the result, which should not be kept
   */
  public static DnsResult none(DnsOutcome outcome, DnsName name) {
    return new DnsResult(outcome, name, List.of(), List.of(), 0);
  }
}
