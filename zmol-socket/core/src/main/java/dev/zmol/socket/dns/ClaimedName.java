package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsName;
import java.nio.charset.StandardCharsets;

/** A name, and the names to take instead of it one after the other if others have it (RFC 6762 §9, RFC 6763 App. D). */
final class ClaimedName {
  private final String label;
  private final String before;
  private final String after;
  private final DnsName domain;
  private int number = 1;

  private ClaimedName(String label, String before, String after, DnsName domain) {
    this.label = label;
    this.before = before;
    this.after = after;
    this.domain = domain;
  }

  /** The name of a host: {@code host}, {@code host-2}, {@code host-3}. */
  static ClaimedName ofHost(String label, DnsName domain) {
    return new ClaimedName(label, "-", "", domain);
  }

  /** The name of an instance of a service: {@code Printer}, {@code Printer (2)}, {@code Printer (3)}. */
  static ClaimedName ofInstance(String label, DnsName domain) {
    return new ClaimedName(label, " (", ")", domain);
  }

  void next() {
    number++;
  }

  DnsName name() {
    String suffix = number == 1 ? "" : before + number + after;
    String shortened = label;
    while ((shortened + suffix).getBytes(StandardCharsets.UTF_8).length > DnsName.MAX_LABEL) {
      shortened = shortened.substring(0, shortened.offsetByCodePoints(shortened.length(), -1));
    }
    return domain.child(shortened + suffix);
  }
}
