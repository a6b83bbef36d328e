package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A DHCP message (RFC 2131 §2).
 *
 * @param header the first fields
 * @param serverName the name of the server to boot from ('sname'); empty if there is none, or the field holds options
 * @param bootFile the name of the file to boot from ('file'); empty if there is none, or the field holds options
 * @param options the options, those from fields that the overload option names included (RFC 2131 §4.1)
 */
@Only(Family.IPV4)
public record DhcpMessage(DhcpHeader header, String serverName, String bootFile, DhcpOptions options) {
  /** The port that servers listen to. */
  public static final int SERVER_PORT = 67;

  /** The port that clients listen to. */
  public static final int CLIENT_PORT = 68;

  /** The operation of what clients send. */
  public static final int BOOT_REQUEST = 1;

  /** The operation of what servers send. */
  public static final int BOOT_REPLY = 2;

  /** The hardware type of Ethernet. */
  public static final int ETHERNET = 1;

  /** A lease time that means for ever (RFC 2131 §3.3). */
  public static final long INFINITE = 0xffff_ffffL;

  /** The shortest message there is: servers of BOOTP have never seen a shorter one (RFC 1542 §2.1). */
  static final int MIN_LENGTH = 300;

  private static final int SERVER_NAME_OFFSET = 44;
  private static final int BOOT_FILE_OFFSET = 108;
  private static final int COOKIE_OFFSET = 236;
  private static final int OPTIONS_OFFSET = 240;
  private static final int COOKIE = 0x6382_5363;
  private static final int FILE_HAS_OPTIONS = 1;
  private static final int NAME_HAS_OPTIONS = 2;
  private static final int MAX_HARDWARE_LENGTH = 16;

  /** Checks that the names fit their fields. */
  public DhcpMessage {
    requireFits("serverName", serverName, BOOT_FILE_OFFSET - SERVER_NAME_OFFSET);
    requireFits("bootFile", bootFile, COOKIE_OFFSET - BOOT_FILE_OFFSET);
  }

  /** A zero has to follow. */
  private static void requireFits(String name, String text, int field) {
    if (text.length() >= field) {
      throw new IllegalArgumentException(
          name + " is " + text.length() + " characters long; it has to be less than " + field);
    }
  }

  /**
   * Reads a message.
   *
   * @param buf the bytes
   * @param from where it begins
   * @param end where it ends
   * @return the message; empty if it is malformed: cut short, of another protocol, or with an option that is cut short
   *     or has a length that it cannot have
   */
  public static Optional<DhcpMessage> parse(byte[] buf, int from, int end) {
    if (end - from < OPTIONS_OFFSET || BigEndian.getInt(buf, from + COOKIE_OFFSET) != COOKIE) {
      return Optional.empty();
    }
    DhcpHeader header = DhcpWire.parse(buf, from);
    boolean known = header.operation() == BOOT_REQUEST || header.operation() == BOOT_REPLY;
    DhcpOptions.Reader reader = new DhcpOptions.Reader(buf);
    if (!known || header.hardwareLength() > MAX_HARDWARE_LENGTH || !reader.read(from + OPTIONS_OFFSET, end)) {
      return Optional.empty();
    }
    int overload = reader.overload();
    if (overload < 0
        || !readField(reader, overload & FILE_HAS_OPTIONS, from + BOOT_FILE_OFFSET, from + COOKIE_OFFSET)
        || !readField(reader, overload & NAME_HAS_OPTIONS, from + SERVER_NAME_OFFSET, from + BOOT_FILE_OFFSET)) {
      return Optional.empty();
    }
    String name = (overload & NAME_HAS_OPTIONS) != 0 ? "" : text(buf, from + SERVER_NAME_OFFSET, 64);
    String file = (overload & FILE_HAS_OPTIONS) != 0 ? "" : text(buf, from + BOOT_FILE_OFFSET, 128);
    return reader.options().map(options -> new DhcpMessage(header, name, file, options));
  }

  /** Reads a field that holds options; the order of the fields is that of RFC 3396 §5. */
  private static boolean readField(DhcpOptions.Reader reader, int hasOptions, int from, int end) {
    return hasOptions == 0 || reader.read(from, end);
  }

  /** Reads a text that ends with a zero, or where the field does but for one. */
  private static String text(byte[] buf, int from, int length) {
    int end = from;
    while (end < from + length - 1 && buf[end] != 0) {
      end++;
    }
    return DhcpOptions.printable(Bytes.copyOf(buf, from, end));
  }

  /** {@return the type, see {@link DhcpMessageType}; 0 if this is a message of BOOTP, which has none} */
  public int type() {
    return options.messageType();
  }

  /** {@return the length in bytes} */
  public int length() {
    return Math.max(MIN_LENGTH, OPTIONS_OFFSET + options.length() + 1);
  }

  /**
   * Writes the message.
   *
   * @param buf the bytes
   * @param at where it is to begin; {@link #length} bytes are written
   * @return where it ends
   */
  public int emit(byte[] buf, int at) {
    int end = at + length();
    Arrays.fill(buf, at, end, (byte) 0);
    DhcpWire.emit(header, buf, at);
    copy(serverName, buf, at + SERVER_NAME_OFFSET);
    copy(bootFile, buf, at + BOOT_FILE_OFFSET);
    BigEndian.putInt(buf, at + COOKIE_OFFSET, COOKIE);
    buf[options.emit(buf, at + OPTIONS_OFFSET)] = (byte) DhcpOptionCode.END;
    return end;
  }

  private static void copy(String text, byte[] buf, int at) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, buf, at, bytes.length);
  }
}
