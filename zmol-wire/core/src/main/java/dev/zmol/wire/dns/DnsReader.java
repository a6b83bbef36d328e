package dev.zmol.wire.dns;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import java.util.Arrays;

/**
 * Reads a message from its beginning to its end. What is not there reads as zero, and makes the reader {@link
 * #isBroken}, once and for all.
 */
final class DnsReader {
  /** The two bits that make a label a pointer (RFC 1035 §4.1.4). */
  static final int POINTER = 0xc0;

  private final byte[] buf;
  private final int message;
  private final int messageEnd;
  private final byte[] name = new byte[DnsName.MAX_LENGTH];
  private int at;
  private int limit;
  private boolean broken;

  /** Reads {@code buf[message]} to {@code buf[end - 1]}, beginning at {@code from}. */
  DnsReader(byte[] buf, int message, int from, int end) {
    this.buf = buf;
    this.message = message;
    this.messageEnd = end;
    this.at = from;
    this.limit = end;
  }

  boolean isBroken() {
    return broken;
  }

  /** How many bytes are left, up to the limit. */
  int remaining() {
    return limit - at;
  }

  /** A reader of the same bytes as are left to this one, up to its limit. */
  DnsReader copy() {
    var copy = new DnsReader(buf, message, at, messageEnd);
    copy.limit = limit;
    return copy;
  }

  /** Narrows what is read to the next bytes, as many as there have to be. */
  void limit(int length) {
    if (length > messageEnd - at) {
      breakOff();
    } else {
      limit = at + length;
    }
  }

  /** Ends what {@link #limit} has begun: all of it has to be read. */
  void endLimit() {
    if (at != limit) {
      breakOff();
    }
    limit = messageEnd;
  }

  private void breakOff() {
    broken = true;
    limit = messageEnd;
    at = messageEnd;
  }

  private boolean has(int length) {
    if (length > limit - at) {
      breakOff();
      return false;
    }
    return true;
  }

  int octet() {
    return has(1) ? buf[at++] & 0xff : 0;
  }

  int number16() {
    if (!has(2)) {
      return 0;
    }
    at += 2;
    return BigEndian.getShort(buf, at - 2);
  }

  int number32() {
    if (!has(4)) {
      return 0;
    }
    at += 4;
    return BigEndian.getInt(buf, at - 4);
  }

  long number64() {
    return (long) number32() << 32 | (number32() & 0xffff_ffffL);
  }

  Bytes bytes(int length) {
    if (!has(length)) {
      return Bytes.EMPTY;
    }
    at += length;
    return Bytes.copyOf(buf, at - length, at);
  }

  /**
   * Reads a name that may go on elsewhere in the message. Each pointer has to lead to before where the name, or the
   * part of it that it ends, began: so none leads in a circle.
   */
  DnsName name() {
    int end = DnsName.skip(buf, at, limit);
    if (end < 0) {
      breakOff();
      return DnsName.ROOT;
    }
    int length = collect(at, limit);
    at = end;
    if (length < 0) {
      breakOff();
      return DnsName.ROOT;
    }
    return length == 1 ? DnsName.ROOT : new DnsName(Arrays.copyOf(name, length));
  }

  /** Puts the labels together; -1 if they are no name. */
  private int collect(int from, int end) {
    int length = 0;
    int part = from;
    int next = from;
    int partEnd = end;
    while (next < partEnd) {
      int label = buf[next] & 0xff;
      if (label >= POINTER) {
        int target = next + 1 < partEnd ? message + (BigEndian.getShort(buf, next) & 0x3fff) : partEnd;
        if (target >= part || target < message + DnsWire.LENGTH) {
          return -1;
        }
        // Everything before the name has been there all the time: the limit of the data of a record does not hold.
        partEnd = messageEnd;
        part = target;
        next = target;
        continue;
      }
      if (label > DnsName.MAX_LABEL || length + 1 + label > DnsName.MAX_LENGTH || label >= partEnd - next) {
        return -1;
      }
      System.arraycopy(buf, next, name, length, 1 + label);
      length += 1 + label;
      next += 1 + label;
      if (label == 0) {
        return length;
      }
    }
    return -1;
  }
}
