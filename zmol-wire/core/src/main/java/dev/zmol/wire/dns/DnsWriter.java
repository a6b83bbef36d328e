package dev.zmol.wire.dns;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a message from its beginning to its end, names compressed (RFC 1035 §4.1.4): {@link #begin}, then questions,
 * answers, authorities and additional records in this order, then {@link #finish}.
 *
 * <p>What there is no room for is not written, and who wrote it is told: the message is as it was before. Not
 * thread-safe.
 */
public final class DnsWriter {
  private static final int QUESTION = 0;
  private static final int ANSWER = 1;
  private static final int AUTHORITY = 2;
  private static final int ADDITIONAL = 3;
  private static final int SECTIONS = 4;

  /** How far a pointer reaches. */
  private static final int POINTER_REACH = 0x3fff;

  private final byte[] buf;
  private final int message;
  private final int limit;
  private final Map<DnsName, Integer> names = new HashMap<>();
  private final int[] counts = new int[SECTIONS];
  private boolean compresses = true;
  private boolean overflow;
  private int section;
  private int at;

  /**
   * Prepares to write.
   *
   * @param buf the bytes
   * @param message where the message is to begin
   * @param limit where it has to end
   * @throws IndexOutOfBoundsException if that is not within the array
   */
  public DnsWriter(byte[] buf, int message, int limit) {
    if (message < 0 || message > limit || limit > buf.length) {
      throw new IndexOutOfBoundsException(message + " to " + limit + " is not within 0 to " + buf.length);
    }
    this.buf = buf;
    this.message = message;
    this.limit = limit;
    this.at = message;
  }

  /** Sets whether names are compressed; they are by default. */
  void compresses(boolean whether) {
    compresses = whether;
  }

  int at() {
    return at;
  }

  /**
   * Begins the message, or begins it anew.
   *
   * @param header its header; the counts are those of what is written in the end
   * @return this
   * @throws IllegalArgumentException if there is no room for a header
   */
  public DnsWriter begin(DnsHeader header) {
    if (limit - message < DnsWire.LENGTH) {
      throw new IllegalArgumentException(
          "there is room for " + (limit - message) + " bytes; a message has at least " + DnsWire.LENGTH);
    }
    DnsWire.emit(header, buf, message);
    at = message + DnsWire.LENGTH;
    names.clear();
    Arrays.fill(counts, 0);
    section = QUESTION;
    return this;
  }

  /**
   * Writes a question.
   *
   * @param question the question
   * @return whether there was room for it
   * @throws IllegalStateException if something else was written before
   */
  public boolean question(DnsQuestion question) {
    int start = enter(QUESTION);
    name(question.name()).number16(question.type()).number16(question.recordClass());
    return leave(start);
  }

  /**
   * Writes a record that answers a question.
   *
   * @param resourceRecord the record
   * @return whether there was room for it
   * @throws IllegalStateException if what belongs behind it was written before
   */
  public boolean answer(DnsRecord resourceRecord) {
    return write(ANSWER, resourceRecord);
  }

  /**
   * Writes a record that tells of authorities.
   *
   * @param resourceRecord the record
   * @return whether there was room for it
   * @throws IllegalStateException if an additional record was written before
   */
  public boolean authority(DnsRecord resourceRecord) {
    return write(AUTHORITY, resourceRecord);
  }

  /**
   * Writes a record that might be of use.
   *
   * @param resourceRecord the record
   * @return whether there was room for it
   */
  public boolean additional(DnsRecord resourceRecord) {
    return write(ADDITIONAL, resourceRecord);
  }

  /**
   * Ends the message: writes how much there is of everything.
   *
   * @return where it ends
   */
  public int finish() {
    DnsWire.questionCount(buf, message, counts[QUESTION]);
    DnsWire.answerCount(buf, message, counts[ANSWER]);
    DnsWire.authorityCount(buf, message, counts[AUTHORITY]);
    DnsWire.additionalCount(buf, message, counts[ADDITIONAL]);
    return at;
  }

  private boolean write(int to, DnsRecord resourceRecord) {
    int start = enter(to);
    name(resourceRecord.name()).number16(resourceRecord.type()).number16(resourceRecord.recordClass());
    number32((int) resourceRecord.timeToLive()).number16(0);
    int data = at;
    DnsDataCodec.write(resourceRecord.data(), this);
    if (!overflow) {
      BigEndian.putShort(buf, data - 2, at - data);
    }
    return leave(start);
  }

  private int enter(int next) {
    if (next < section) {
      throw new IllegalStateException("a message has questions, answers, authorities and others, in this order");
    }
    section = next;
    overflow = false;
    return at;
  }

  private boolean leave(int start) {
    if (overflow || counts[section] == 0xffff) {
      at = start;
      names.values().removeIf(offset -> offset >= start);
      return false;
    }
    counts[section]++;
    return true;
  }

  private boolean hasRoom(int length) {
    overflow |= length > limit - at;
    return !overflow;
  }

  DnsWriter octet(int value) {
    if (hasRoom(1)) {
      buf[at++] = (byte) value;
    }
    return this;
  }

  DnsWriter number16(int value) {
    if (hasRoom(2)) {
      BigEndian.putShort(buf, at, value);
      at += 2;
    }
    return this;
  }

  DnsWriter number32(int value) {
    if (hasRoom(4)) {
      BigEndian.putInt(buf, at, value);
      at += 4;
    }
    return this;
  }

  DnsWriter number64(long value) {
    return number32((int) (value >>> 32)).number32((int) value);
  }

  DnsWriter bytes(Bytes content) {
    if (hasRoom(content.length())) {
      at = content.copyTo(buf, at);
    }
    return this;
  }

  DnsWriter wholeName(DnsName name) {
    if (hasRoom(name.length())) {
      at = name.emit(buf, at);
    }
    return this;
  }

  /** Writes labels until one is found from which on the name has been written before. */
  DnsWriter name(DnsName name) {
    if (!compresses) {
      return wholeName(name);
    }
    DnsName rest = name;
    while (!rest.isRoot() && !overflow) {
      Integer before = names.get(rest);
      if (before != null) {
        return number16(DnsReader.POINTER << 8 | before - message);
      }
      if (at - message <= POINTER_REACH) {
        names.put(rest, at);
      }
      label(rest);
      rest = rest.parent();
    }
    return octet(0);
  }

  private void label(DnsName name) {
    byte[] wire = name.wire();
    if (hasRoom(1 + wire[0])) {
      System.arraycopy(wire, 0, buf, at, 1 + wire[0]);
      at += 1 + wire[0];
    }
  }
}
