package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsName;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A service that others on the link are told of (RFC 6763 §4).
 *
 * @param instance its name for people, such as {@code Printer in the hall}: 1 to 63 bytes of UTF-8
 * @param type what it is, such as {@code _http._tcp}
 * @param port its port (1 to 65535)
 * @param text what else there is to know, such as {@code path=/index.html}, each up to 255 bytes
 */
public record DnsService(String instance, String type, int port, List<String> text) {
  /**
   * Creates the description.
   *
   * @throws IllegalArgumentException if one of its parts cannot be
   */
  public DnsService {
    text = List.copyOf(text);
    int length = instance.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > DnsName.MAX_LABEL) {
      throw new IllegalArgumentException(
          "instance is " + length + " bytes long; it has to be from 1 to " + DnsName.MAX_LABEL);
    }
    if (!type.matches("_[A-Za-z0-9][A-Za-z0-9-]{0,14}\\._(tcp|udp)")) {
      throw new IllegalArgumentException("type is \"" + type + "\"; it has to be like _http._tcp (RFC 6763 §7)");
    }
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("port is " + port + "; it has to be from 1 to 65535");
    }
    DnsData.ofStrings(text);
  }
}
