package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsRecord;
import java.util.List;

/**
 * Records that are to be multicast before long, as somebody has asked for them (RFC 6762 §6).
 *
 * @param asker who has asked
 * @param answers the records, from which those go that turn out to be known
 * @param atNanos when to send them
 * @param defends whether they defend a name against a probe, and so may be sent again soon
 */
record PendingResponse(Object asker, List<DnsRecord> answers, long atNanos, boolean defends) {
  /** Leaves out a record that who has asked knows (RFC 6762 §7.1), or that somebody else has sent (RFC 6762 §7.4). */
  void suppress(DnsRecord known, boolean atLeastHalf) {
    answers.removeIf(
        answer -> answer.isSameAs(known) && known.timeToLive() >= answer.timeToLive() / (atLeastHalf ? 2 : 1));
  }
}
