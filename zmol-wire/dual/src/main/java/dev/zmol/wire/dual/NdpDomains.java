package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names of domains in a DNS search list: sequences of labels, never compressed, then zeros (RFC 8106 §5.2). */
@Only(Family.IPV6)
final class NdpDomains {
  /** The longest name, its final empty label included (RFC 1035 §2.3.4). */
  private static final int MAX_NAME = 255;

  private static final int MAX_LABEL = 63;

  private NdpDomains() {}

  /** Refuses what is no name of a host's domain. */
  static void requireName(String name) {
    boolean valid = !name.isEmpty() && name.length() + 2 <= MAX_NAME;
    for (String label : name.split("\\.", -1)) {
      valid &= !label.isEmpty() && label.length() <= MAX_LABEL && label.chars().allMatch(NdpDomains::isPlain);
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "domain is \"" + name + "\"; it has to be labels of 1 to 63 visible ASCII characters with dots between them");
    }
  }

  /** Whether a character may be part of a label here: names that people could be deceived by are of no use. */
  private static boolean isPlain(int character) {
    return character > ' ' && character < 0x7f && character != '.' && character != '\\';
  }

  /** How many bytes the names take, a multiple of eight. */
  static int size(List<String> names) {
    int size = 0;
    for (String name : names) {
      size += name.length() + 2;
    }
    return size + 7 & ~7;
  }

  static void emit(List<String> names, byte[] buf, int from, int end) {
    int at = from;
    for (String name : names) {
      for (String label : name.split("\\.", -1)) {
        byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
        buf[at++] = (byte) bytes.length;
        System.arraycopy(bytes, 0, buf, at, bytes.length);
        at += bytes.length;
      }
      buf[at++] = 0;
    }
    Arrays.fill(buf, at, end, (byte) 0);
  }

  /** Reads names up to the padding; an empty list if anything of them is not as it has to be. */
  static List<String> parse(byte[] buf, int from, int end) {
    List<String> names = new ArrayList<>();
    int at = from;
    while (at < end && buf[at] != 0) {
      int next = endOfName(buf, at, end);
      if (next < 0) {
        return List.of();
      }
      names.add(name(buf, at, next));
      at = next;
    }
    return names;
  }

  /** Where the name ends that begins at an index; -1 if it does not, or is no name. */
  private static int endOfName(byte[] buf, int from, int end) {
    int at = from;
    while (at < end && buf[at] != 0) {
      int next = at + 1 + (buf[at] & 0xff);
      if (next - at > MAX_LABEL + 1 || next >= end || next - from >= MAX_NAME) {
        return -1;
      }
      for (int k = at + 1; k < next; k++) {
        if (!isPlain(buf[k] & 0xff)) {
          return -1;
        }
      }
      at = next;
    }
    return at < end ? at + 1 : -1;
  }

  private static String name(byte[] buf, int from, int next) {
    StringBuilder name = new StringBuilder();
    int at = from;
    while (at < next - 1) {
      int length = buf[at] & 0xff;
      name.append(at == from ? "" : ".").append(new String(buf, at + 1, length, StandardCharsets.US_ASCII));
      at += 1 + length;
    }
    return name.toString();
  }
}
