package dev.zmol.wire.dns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A domain name (RFC 1035 §3.1): labels of 1 to 63 bytes, 255 bytes in all. Always absolute: it ends with the root.
 *
 * <p>Names that differ in the case of ASCII letters alone are equal (RFC 4343 §3), but keep their letters. Immutable.
 */
public final class DnsName {
  /** The longest label, in bytes. */
  public static final int MAX_LABEL = 63;

  /** The longest name on the wire, in bytes: its labels, each with its length, and the root. */
  public static final int MAX_LENGTH = 255;

  /** The name without labels. */
  public static final DnsName ROOT = new DnsName(new byte[1]);

  private final byte[] wire;

  /** Takes bytes that have been checked, and that nobody will change. */
  DnsName(byte[] wire) {
    this.wire = wire;
  }

  /**
   * Parses a name as people write it (RFC 1035 §5.1).
   *
   * @param text labels separated by dots, the last of which may be left out; a backslash stands before a dot or a
   *     backslash of a label, or before the three decimal digits of any byte. Other characters stand for their UTF-8
   * @return the name
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static DnsName parse(String text) {
    return new DnsName(new DnsNameParser(text).parse());
  }

  /**
   * Makes a name of one label.
   *
   * @param label the label, in which dots and backslashes stand for themselves
   * @return the name
   * @throws IllegalArgumentException if it is empty or too long
   */
  public static DnsName ofLabel(String label) {
    return ROOT.child(label);
  }

  /**
   * Finds the end of a name in a message, without following it elsewhere.
   *
   * @param buf the bytes
   * @param at where the name begins
   * @param end where the message ends
   * @return where what follows it begins; -1 if the name is cut short, or has a label of no known kind
   */
  public static int skip(byte[] buf, int at, int end) {
    int next = at;
    while (next < end) {
      int length = buf[next] & 0xff;
      if (length == 0) {
        return next + 1;
      }
      if (length > MAX_LABEL) {
        return length >= DnsReader.POINTER && next + 2 <= end ? next + 2 : -1;
      }
      next += 1 + length;
    }
    return -1;
  }

  /** {@return how many labels there are; 0 for the root} */
  public int labelCount() {
    int count = 0;
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      count++;
    }
    return count;
  }

  /** {@return whether this is the root} */
  public boolean isRoot() {
    return wire.length == 1;
  }

  /** {@return the length on the wire, without compression, in bytes} */
  public int length() {
    return wire.length;
  }

  /**
   * Returns the first label, the most specific one.
   *
   * @return its bytes, read as UTF-8, without escapes; empty for the root
   */
  public String firstLabel() {
    return new String(wire, 1, wire[0] & 0xff, StandardCharsets.UTF_8);
  }

  /**
   * Returns the name without its first label.
   *
   * @return the name of the domain that it is in; the root for the root
   */
  public DnsName parent() {
    return isRoot() ? this : new DnsName(Arrays.copyOfRange(wire, 1 + wire[0], wire.length));
  }

  /**
   * Puts a label in front.
   *
   * @param label the label, in which dots and backslashes stand for themselves
   * @return the name in this domain
   * @throws IllegalArgumentException if the label is empty or too long, or the name would be too long
   */
  public DnsName child(String label) {
    return new DnsName(DnsNameParser.child(label, wire));
  }

  /**
   * Puts all labels of this name in front of another.
   *
   * @param domain the name that they are put in front of
   * @return the name in that domain
   * @throws IllegalArgumentException if the name would be too long
   */
  public DnsName within(DnsName domain) {
    byte[] joined = Arrays.copyOf(wire, wire.length - 1 + domain.wire.length);
    System.arraycopy(domain.wire, 0, joined, wire.length - 1, domain.wire.length);
    return new DnsName(DnsNameParser.requireLength(joined));
  }

  /**
   * Tells whether this name is in a domain.
   *
   * @param domain the name of the domain
   * @return whether it is that name, or ends with it
   */
  public boolean isWithin(DnsName domain) {
    int at = 0;
    while (wire.length - at > domain.wire.length) {
      at += 1 + wire[at];
    }
    return wire.length - at == domain.wire.length && matches(at, domain);
  }

  private boolean matches(int from, DnsName other) {
    for (int k = 0; k < other.wire.length; k++) {
      if (lower(wire[from + k]) != lower(other.wire[k])) {
        return false;
      }
    }
    return true;
  }

  /** Lengths of labels are below the letters. */
  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
  }

  /**
   * Writes the name without compression.
   *
   * @param buf the bytes
   * @param at where to write
   * @return where it ends
   */
  public int emit(byte[] buf, int at) {
    System.arraycopy(wire, 0, buf, at, wire.length);
    return at + wire.length;
  }

  /** The bytes of the name, which must not be changed. */
  byte[] wire() {
    return wire;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DnsName name && wire.length == name.wire.length && matches(0, name);
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (byte b : wire) {
      hash = hash * 31 + lower(b);
    }
    return hash;
  }

  /** The notation that {@link #parse} reads, with its last dot. */
  @Override
  public String toString() {
    return isRoot() ? "." : DnsNameText.append(new StringBuilder(wire.length), wire).toString();
  }
}
