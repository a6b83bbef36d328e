package dev.zmol.wire.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads a name as people write it into its bytes on the wire. */
final class DnsNameParser {
  private final String text;
  private final byte[] bytes;
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream(DnsName.MAX_LENGTH);
  private final ByteArrayOutputStream label = new ByteArrayOutputStream(DnsName.MAX_LABEL);
  private int at;

  DnsNameParser(String text) {
    this.text = text;
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  byte[] parse() {
    if (bytes.length == 0) {
      throw malformed("it is empty; the root is \".\"");
    }
    if (text.equals(".")) {
      return new byte[1];
    }
    while (at < bytes.length) {
      byte next = bytes[at++];
      if (next == '.') {
        endLabel();
      } else {
        label.write(next == '\\' ? escaped() : next);
      }
    }
    if (label.size() != 0) {
      endLabel();
    }
    wire.write(0);
    return requireLength(wire.toByteArray());
  }

  private void endLabel() {
    if (label.size() == 0) {
      throw malformed("it has an empty label");
    }
    requireLabel(label.size(), text);
    wire.write(label.size());
    wire.writeBytes(label.toByteArray());
    label.reset();
  }

  private int escaped() {
    if (at == bytes.length) {
      throw malformed("it ends with a backslash");
    }
    if (!isDigit(bytes[at])) {
      return bytes[at++];
    }
    if (bytes.length - at < 3 || !isDigit(bytes[at + 1]) || !isDigit(bytes[at + 2])) {
      throw malformed("a backslash before a digit needs three of them");
    }
    int value = (bytes[at] - '0') * 100 + (bytes[at + 1] - '0') * 10 + bytes[at + 2] - '0';
    at += 3;
    if (value > 0xff) {
      throw malformed("\\" + value + " is no byte");
    }
    return value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private IllegalArgumentException malformed(String why) {
    return new IllegalArgumentException("\"" + text + "\" is no domain name: " + why);
  }

  private static void requireLabel(int length, String text) {
    if (length < 1 || length > DnsName.MAX_LABEL) {
      throw new IllegalArgumentException(
          "a label of \"" + text + "\" is " + length + " bytes long; it has to be from 1 to " + DnsName.MAX_LABEL);
    }
  }

  static byte[] child(String label, byte[] domain) {
    byte[] content = label.getBytes(StandardCharsets.UTF_8);
    requireLabel(content.length, label);
    byte[] wire = new byte[1 + content.length + domain.length];
    wire[0] = (byte) content.length;
    System.arraycopy(content, 0, wire, 1, content.length);
    System.arraycopy(domain, 0, wire, 1 + content.length, domain.length);
    return requireLength(wire);
  }

  static byte[] requireLength(byte[] wire) {
    if (wire.length > DnsName.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a domain name is " + wire.length + " bytes long on the wire; it may have " + DnsName.MAX_LENGTH);
    }
    return wire;
  }
}
