package dev.zmol.socket.dns;

import dev.zmol.wire.Bytes;
import dev.zmol.wire.dns.DnsClass;
import dev.zmol.wire.dns.DnsRecord;
import java.util.Comparator;
import java.util.List;

/** Compares what two hosts would say about the name that both ask for (RFC 6762 §8.2.1). */
final class ProposedRecords {
  private static final Comparator<DnsRecord> ORDER =
      Comparator.<DnsRecord>comparingInt(of -> DnsClass.proper(of.recordClass()))
          .thenComparingInt(DnsRecord::type)
          .thenComparing(of -> of.data().toBytes(), ProposedRecords::compare);

  private ProposedRecords() {}

  /** Less than zero if the first have less to say, more than zero if they have more, zero if they say the same. */
  static int compare(List<DnsRecord> first, List<DnsRecord> second) {
    List<DnsRecord> ours = first.stream().sorted(ORDER).toList();
    List<DnsRecord> theirs = second.stream().sorted(ORDER).toList();
    for (int k = 0; k < Math.min(ours.size(), theirs.size()); k++) {
      int difference = ORDER.compare(ours.get(k), theirs.get(k));
      if (difference != 0) {
        return difference;
      }
    }
    return ours.size() - theirs.size();
  }

  private static int compare(Bytes first, Bytes second) {
    for (int k = 0; k < Math.min(first.length(), second.length()); k++) {
      if (first.at(k) != second.at(k)) {
        return first.at(k) - second.at(k);
      }
    }
    return first.length() - second.length();
  }
}
