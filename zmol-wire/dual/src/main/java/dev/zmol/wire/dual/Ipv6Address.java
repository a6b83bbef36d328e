package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * An IPv6 address.
 *
 * @param high the first half of the address
 * @param low the second half of the address
 */
@Only(Family.IPV6)
@WireFormat
public record Ipv6Address(@Bits(64) long high, @Bits(64) long low) implements IpAddress {
  /**
   * Parses an address in colon-separated hexadecimal notation; a gap may be written {@code ::}.
   *
   * @param text the notation
   * @return the address
   */
  public static Ipv6Address parse(String text) {
    int gap = text.indexOf("::");
    String[] before = (gap < 0 ? text : text.substring(0, gap)).split(":", 0);
    String[] after = (gap < 0 ? "" : text.substring(gap + 2)).split(":", 0);
    int[] words = new int[8];
    for (int i = 0; i < before.length && !before[i].isEmpty(); i++) {
      words[i] = Integer.parseInt(before[i], 16);
    }
    for (int i = 0; i < after.length && !after[i].isEmpty(); i++) {
      words[8 - after.length + i] = Integer.parseInt(after[i], 16);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | words[i];
      low = low << 16 | words[i + 4];
    }
    return new Ipv6Address(high, low);
  }

  @Override
  public boolean isMulticast() {
    return high >>> 56 == 0xff;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int i = 7; i >= 0; i--) {
      text.append(Long.toHexString((i > 3 ? high : low) >>> (i & 3) * 16 & 0xffff)).append(i > 0 ? ":" : "");
    }
    return text.toString();
  }
}
