package dev.zmol.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of domain names as options of DHCP carry it, such as the domains that a resolver searches (RFC 3397 for
 * DHCPv4, RFC 3646 §4 for DHCPv6).
 *
 * <p>Only names of letters, digits, hyphens and underscores pass: whatever else a server might send has no business in
 * the configuration of a resolver.
 */
public final class DomainNameList {
  /** How many names a list may have; what a host searches is a handful. */
  private static final int MAX_NAMES = 32;

  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;
  private static final int POINTER = 0xc0;

  private final Bytes content;
  private final boolean compressed;
  private final List<String> names = new ArrayList<>();

  private DomainNameList(Bytes content, boolean compressed) {
    this.content = content;
    this.compressed = compressed;
  }

  /**
   * Reads a list.
   *
   * @param content what the option holds
   * @param compressed whether names may end in a pointer to an earlier one (RFC 1035 §4.1.4), as they may in DHCPv4
   *     alone (RFC 8415 §10)
   * @return the names, without the dot at the end; empty if the option is malformed
   */
  public static Optional<List<String>> parse(Bytes content, boolean compressed) {
    var list = new DomainNameList(content, compressed);
    int at = 0;
    while (at >= 0 && at < content.length()) {
      at = list.names.size() < MAX_NAMES ? list.readName(at) : -1;
    }
    return at < 0 ? Optional.empty() : Optional.of(List.copyOf(list.names));
  }

  /** Reads a name, and returns where the next one begins; -1 if it is malformed. */
  private int readName(int from) {
    var name = new StringBuilder();
    int at = from;
    int next = -1;
    // A pointer has to lead further back than all before it, so that there is an end to them.
    int barrier = from;
    while (at < content.length()) {
      int length = content.at(at);
      if (length == 0) {
        names.add(name.toString());
        return next < 0 ? at + 1 : next;
      }
      if (length < POINTER) {
        at = readLabel(name, at + 1, length);
      } else {
        int target = pointer(at);
        next = next < 0 ? at + 2 : next;
        at = target < barrier ? target : -1;
        barrier = target;
      }
      if (at < 0) {
        return -1;
      }
    }
    return -1;
  }

  private int pointer(int at) {
    return compressed && at + 1 < content.length()
        ? (content.at(at) & ~POINTER) << 8 | content.at(at + 1)
        : Integer.MAX_VALUE;
  }

  private int readLabel(StringBuilder name, int from, int length) {
    if (length > MAX_LABEL || length > content.length() - from || name.length() + 1 + length > MAX_NAME) {
      return -1;
    }
    if (!name.isEmpty()) {
      name.append('.');
    }
    for (int k = from; k < from + length; k++) {
      char c = (char) content.at(k);
      if (!isAllowed(c)) {
        return -1;
      }
      name.append(c);
    }
    return from + length;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  /**
   * Writes a list, without compression.
   *
   * @param names the names, of labels that are separated by dots
   * @return what the option holds
   * @throws IllegalArgumentException if one is no domain name
   */
  public static Bytes emit(List<String> names) {
    var out = new ByteArrayOutputStream();
    for (String name : names) {
      for (String label : name.split("\\.", -1)) {
        if (label.isEmpty() || label.length() > MAX_LABEL || !label.chars().allMatch(c -> isAllowed((char) c))) {
          throw new IllegalArgumentException("\"" + name + "\" is no domain name, such as \"example.org\"");
        }
        out.write(label.length());
        out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
      }
      out.write(0);
    }
    return Bytes.of(out.toByteArray());
  }
}
