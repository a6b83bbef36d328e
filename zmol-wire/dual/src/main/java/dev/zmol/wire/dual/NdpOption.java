package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import java.util.ArrayList;
import java.util.List;

/**
 * An option of neighbour discovery as a value (RFC 4861 §4.6); {@link NdpMessage} reads link-layer addresses without
 * making one.
 */
@Only(Family.IPV6)
public sealed interface NdpOption
    permits NdpLinkLayerAddressOption,
        NdpPrefixOption,
        NdpRedirectedOption,
        NdpMtuOption,
        NdpNonceOption,
        NdpRouteOption,
        NdpDnsServersOption,
        NdpDnsSearchOption,
        NdpUnknownOption {
  /** The type of {@link NdpPrefixOption}. */
  int PREFIX_INFORMATION = 3;

  /** The type of {@link NdpRedirectedOption}. */
  int REDIRECTED_HEADER = 4;

  /** The type of {@link NdpMtuOption}. */
  int MTU = 5;

  /** The type of {@link NdpNonceOption}. */
  int NONCE = 14;

  /** The type of {@link NdpRouteOption}. */
  int ROUTE_INFORMATION = 24;

  /** The type of {@link NdpDnsServersOption}. */
  int RECURSIVE_DNS_SERVER = 25;

  /** The type of {@link NdpDnsSearchOption}. */
  int DNS_SEARCH_LIST = 31;

  /** The lifetime that never ends: all bits of a 32-bit field. */
  long INFINITY = 0xffff_ffffL;

  /**
   * The length of this option on the wire.
   *
   * @return the length in bytes, a multiple of eight
   */
  default int size() {
    return NdpOptionCodec.size(this);
  }

  /**
   * Reads options. What comes after one whose length cannot be is left out: {@link NdpMessage#isValid} finds such
   * messages.
   *
   * @param buf the bytes
   * @param from where the options begin
   * @param end where they end
   * @return the options in their order
   */
  static List<NdpOption> parse(byte[] buf, int from, int end) {
    var options = new ArrayList<NdpOption>();
    int at = from;
    while (end - at >= 8) {
      int next = at + ((buf[at + 1] & 0xff) << 3);
      if (next == at || next > end) {
        break;
      }
      options.add(NdpOptionCodec.read(buf, at, next));
      at = next;
    }
    return List.copyOf(options);
  }

  /**
   * Writes options.
   *
   * @param options the options
   * @param buf the bytes
   * @param at where to write
   * @return where they end
   */
  static int emit(List<NdpOption> options, byte[] buf, int at) {
    int end = at;
    for (NdpOption option : options) {
      end = NdpOptionCodec.write(option, buf, end);
    }
    return end;
  }

  /**
   * Refuses a number out of range.
   *
   * @param name what it is
   * @param value the number
   * @param min the least that it may be
   * @param max the most that it may be
   */
  static void requireRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", which is not between " + min + " and " + max);
    }
  }

  /**
   * Refuses a length that is not some bytes and whole units of eight, or too long.
   *
   * @param name what has it
   * @param length the length in bytes
   * @param more how many bytes there are in addition to units of eight
   */
  static void requireUnits(String name, int length, int more) {
    requireRange("the length of " + name, length, more, 254 * 8 + more);
    if ((length - more) % 8 != 0) {
      throw new IllegalArgumentException(
          "the length of " + name + " is " + length + "; it has to be " + more + " and a multiple of 8");
    }
  }
}
