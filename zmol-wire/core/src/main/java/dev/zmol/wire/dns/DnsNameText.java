package dev.zmol.wire.dns;

import dev.zmol.wire.Bytes;

/** Shows names, and texts in records, as master files have them (RFC 1035 §5.1). */
final class DnsNameText {
  private DnsNameText() {}

  /** Appends a name other than the root. */
  static StringBuilder append(StringBuilder out, byte[] wire) {
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      for (int k = 1; k <= wire[at]; k++) {
        appendByte(out, wire[at + k] & 0xff, '.');
      }
      out.append('.');
    }
    return out;
  }

  /** Appends a character string in quotes. */
  static StringBuilder append(StringBuilder out, Bytes text) {
    out.append('"');
    for (int k = 0; k < text.length(); k++) {
      if (text.at(k) == ' ') {
        out.append(' ');
      } else {
        appendByte(out, text.at(k), '"');
      }
    }
    return out.append('"');
  }

  private static void appendByte(StringBuilder out, int value, char special) {
    if (value <= ' ' || value >= 0x7f) {
      out.append('\\').append(value / 100).append(value / 10 % 10).append(value % 10);
    } else {
      out.append(value == special || value == '\\' ? "\\" : "").append((char) value);
    }
  }
}
