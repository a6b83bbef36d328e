package dev.zmol.wire.dns;

import dev.zmol.wire.Bytes;
import java.util.List;
import java.util.stream.Collectors;

/** Shows the data of records as master files have it. */
final class DnsDataText {
  private static final int GROUPS = 8;

  private DnsDataText() {}

  static String of(DnsData data) {
    return switch (data) {
      case DnsData.A(int bits) -> dotted(bits);
      case DnsData.Aaaa(long high, long low) -> groups(high, low);
      case DnsData.CanonicalName(DnsName target) -> target.toString();
      case DnsData.Pointer(DnsName target) -> target.toString();
      case DnsData.NameServer(DnsName target) -> target.toString();
      case DnsData.MailExchange(int preference, DnsName target) -> preference + " " + target;
      case DnsData.Service(int priority, int weight, int port, DnsName target) ->
          priority + " " + weight + " " + port + " " + target;
      case DnsData.Text(List<Bytes> strings) -> texts(strings);
      case DnsData.StartOfAuthority authority -> authority(authority);
      case DnsData.NextSecure(DnsName next, List<Integer> types) ->
          next + types.stream().map(type -> " " + DnsType.format(type)).collect(Collectors.joining());
      case DnsData.Unknown(int _, Bytes content) -> ("\\# " + content.length() + " " + content).strip();
    };
  }

  private static String dotted(int bits) {
    return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
  }

  private static String texts(List<Bytes> strings) {
    var out = new StringBuilder();
    for (Bytes string : strings) {
      DnsNameText.append(out.append(out.isEmpty() ? "" : " "), string);
    }
    return out.toString();
  }

  private static String authority(DnsData.StartOfAuthority of) {
    return of.primary() + " " + of.mailbox() + " " + Integer.toUnsignedString(of.serial()) + " "
        + Integer.toUnsignedString(of.refresh()) + " " + Integer.toUnsignedString(of.retry()) + " "
        + Integer.toUnsignedString(of.expire()) + " " + Integer.toUnsignedString(of.minimum());
  }

  /** The notation of RFC 5952 §4: the longest run of two zeros or more is left out, the first of several. */
  private static String groups(long high, long low) {
    int from = GROUPS;
    int length = 1;
    for (int at = 0; at < GROUPS; at++) {
      int zeros = zeros(high, low, at);
      if (zeros > length) {
        from = at;
        length = zeros;
      }
    }
    var out = new StringBuilder();
    for (int at = 0; at < GROUPS; at++) {
      if (at == from) {
        out.append("::");
        at += length - 1;
      } else {
        out.append(at == 0 || at == from + length ? "" : ":").append(Integer.toHexString(group(high, low, at)));
      }
    }
    return out.toString();
  }

  private static int zeros(long high, long low, int from) {
    int at = from;
    while (at < GROUPS && group(high, low, at) == 0) {
      at++;
    }
    return at - from;
  }

  private static int group(long high, long low, int index) {
    return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index & 3))) & 0xffff;
  }
}
