package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsName;
import java.util.ArrayList;
import java.util.List;

/**
 * The domains in which names are looked for that are not absolute (RFC 1123 §6.1.4.3).
 *
 * @param domains the domains, in the order in which they are tried
 * @param dots how many dots make a name look absolute: it is tried as it is first then, and last otherwise
 */
public record SearchList(List<DnsName> domains, int dots) {
  /** No domains: all names are absolute. */
  public static final SearchList EMPTY = new SearchList(List.of(), 1);

  /** How many domains are searched. */
  public static final int MAX_DOMAINS = 8;

  private static final int MAX_DOTS = 15;

  /**
   * Creates the list.
   *
   * @throws IllegalArgumentException if there are too many domains or dots
   */
  public SearchList {
    domains = List.copyOf(domains);
    if (domains.size() > MAX_DOMAINS) {
      throw new IllegalArgumentException(
          "there are " + domains.size() + " domains; there may be up to " + MAX_DOMAINS);
    }
    if (dots < 0 || dots > MAX_DOTS) {
      throw new IllegalArgumentException("dots is " + dots + "; it has to be from 0 to " + MAX_DOTS);
    }
  }

  /**
   * Says which names a text may stand for.
   *
   * @param text a name; absolute if it ends with a dot
   * @return the names, in the order in which they are to be tried
   * @throws IllegalArgumentException if the text is no name
   */
  public List<DnsName> candidates(String text) {
    DnsName name = DnsName.parse(text);
    if (isAbsolute(text)) {
      return List.of(name);
    }
    var candidates = new ArrayList<DnsName>();
    for (DnsName domain : domains) {
      if (name.length() - 1 + domain.length() <= DnsName.MAX_LENGTH) {
        candidates.add(name.within(domain));
      }
    }
    candidates.add(name.labelCount() > dots ? 0 : candidates.size(), name);
    return candidates;
  }

  /** A dot that ends a text may belong to the last label: if an odd number of backslashes is in front of it. */
  private static boolean isAbsolute(String text) {
    int backslashes = 0;
    while (text.length() - 2 - backslashes >= 0 && text.charAt(text.length() - 2 - backslashes) == '\\') {
      backslashes++;
    }
    return text.endsWith(".") && backslashes % 2 == 0;
  }
}
