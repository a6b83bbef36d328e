package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads and writes the options of neighbour discovery. */
@Only(Family.IPV6)
final class NdpOptionCodec {
  private static final int HEADER = 8;
  private static final int ADDRESS = 16;
  private static final long NONCE_MASK = 0xffff_ffff_ffffL;

  private NdpOptionCodec() {}

  static int size(NdpOption option) {
    return switch (option) {
      case NdpLinkLayerAddressOption _ -> NdpLinkLayerAddressOptionWire.LENGTH;
      case NdpPrefixOption _ -> NdpPrefixOptionWire.LENGTH;
      case NdpMtuOption _ -> NdpMtuOptionWire.LENGTH;
      case NdpNonceOption _ -> HEADER;
      case NdpRedirectedOption(Bytes packet) -> HEADER + packet.length();
      case NdpRouteOption route -> HEADER + prefixBytes(route.prefixLength());
      case NdpDnsServersOption servers -> HEADER + ADDRESS * servers.servers().size();
      case NdpDnsSearchOption search -> HEADER + NdpDomains.size(search.domains());
      case NdpUnknownOption unknown -> 2 + unknown.content().length();
    };
  }

  /** How many bytes of a prefix a route is written with: as few units of eight as hold it (RFC 4191 §2.3). */
  private static int prefixBytes(int prefixLength) {
    return prefixLength == 0 ? 0 : prefixLength <= 64 ? 8 : ADDRESS;
  }

  /** Reads the option between two indexes, a multiple of eight bytes. */
  static NdpOption read(byte[] buf, int at, int next) {
    int length = next - at;
    NdpOption option =
        switch (buf[at] & 0xff) {
          case NdpMessage.SOURCE_LINK_LAYER_ADDRESS, NdpMessage.TARGET_LINK_LAYER_ADDRESS ->
              length == HEADER ? NdpLinkLayerAddressOptionWire.parse(buf, at) : null;
          case NdpOption.PREFIX_INFORMATION ->
              length == NdpPrefixOptionWire.LENGTH ? NdpPrefixOptionWire.parse(buf, at) : null;
          case NdpOption.REDIRECTED_HEADER -> new NdpRedirectedOption(Bytes.copyOf(buf, at + HEADER, next));
          case NdpOption.MTU -> length == HEADER ? NdpMtuOptionWire.parse(buf, at) : null;
          case NdpOption.NONCE ->
              length == HEADER ? new NdpNonceOption(BigEndian.getLong(buf, at) & NONCE_MASK) : null;
          case NdpOption.ROUTE_INFORMATION -> readRoute(buf, at, length);
          case NdpOption.RECURSIVE_DNS_SERVER -> readServers(buf, at, next);
          case NdpOption.DNS_SEARCH_LIST -> readSearchList(buf, at, next);
          default -> null;
        };
    return option != null ? option : new NdpUnknownOption(buf[at] & 0xff, Bytes.copyOf(buf, at + 2, next));
  }

  private static NdpRouteOption readRoute(byte[] buf, int at, int length) {
    int prefixLength = buf[at + 2] & 0xff;
    if (prefixLength > 128 || length > HEADER + ADDRESS || length < HEADER + prefixBytes(prefixLength)) {
      return null;
    }
    long high = length > HEADER ? BigEndian.getLong(buf, at + HEADER) : 0;
    long low = length > 2 * HEADER ? BigEndian.getLong(buf, at + 2 * HEADER) : 0;
    int bits = buf[at + 3] >>> 3 & 0b11;
    NdpPreference preference = bits == 0b10 ? null : NdpPreference.of(bits);
    return new NdpRouteOption(new Ipv6Address(high, low).mask(prefixLength), prefixLength, preference, lifetime(buf, at));
  }

  private static long lifetime(byte[] buf, int at) {
    return BigEndian.getInt(buf, at + 4) & NdpOption.INFINITY;
  }

  private static NdpDnsServersOption readServers(byte[] buf, int at, int next) {
    if (next - at < HEADER + ADDRESS || (next - at - HEADER) % ADDRESS != 0) {
      return null;
    }
    List<Ipv6Address> servers = new ArrayList<>();
    for (int server = at + HEADER; server < next; server += ADDRESS) {
      servers.add(Ipv6AddressWire.parse(buf, server));
    }
    return new NdpDnsServersOption(lifetime(buf, at), servers);
  }

  private static NdpDnsSearchOption readSearchList(byte[] buf, int at, int next) {
    List<String> domains = NdpDomains.parse(buf, at + HEADER, next);
    return domains.isEmpty() ? null : new NdpDnsSearchOption(lifetime(buf, at), domains);
  }

  /** Writes an option, and returns where it ends. */
  static int write(NdpOption option, byte[] buf, int at) {
    int end = at + size(option);
    switch (option) {
      case NdpLinkLayerAddressOption address -> NdpLinkLayerAddressOptionWire.emit(address, buf, at);
      case NdpPrefixOption prefix -> NdpPrefixOptionWire.emit(prefix, buf, at);
      case NdpMtuOption mtu -> NdpMtuOptionWire.emit(mtu, buf, at);
      case NdpNonceOption(long nonce) -> BigEndian.putLong(buf, at, (NdpOption.NONCE << 8 | 1L) << 48 | nonce);
      case NdpRedirectedOption(Bytes packet) -> {
        begin(buf, at, end, NdpOption.REDIRECTED_HEADER, 0);
        packet.copyTo(buf, at + HEADER);
      }
      case NdpRouteOption route -> writeRoute(route, buf, at, end);
      case NdpDnsServersOption(long lifetime, List<Ipv6Address> servers) -> {
        begin(buf, at, end, NdpOption.RECURSIVE_DNS_SERVER, lifetime);
        int next = at + HEADER;
        for (Ipv6Address server : servers) {
          server.emit(buf, next);
          next += ADDRESS;
        }
      }
      case NdpDnsSearchOption(long lifetime, List<String> domains) -> {
        begin(buf, at, end, NdpOption.DNS_SEARCH_LIST, lifetime);
        NdpDomains.emit(domains, buf, at + HEADER, end);
      }
      case NdpUnknownOption(int type, Bytes content) -> {
        BigEndian.putShort(buf, at, type << 8 | (end - at) >> 3);
        content.copyTo(buf, at + 2);
      }
    }
    return end;
  }

  private static void begin(byte[] buf, int at, int end, int type, long lifetime) {
    Arrays.fill(buf, at, end, (byte) 0);
    BigEndian.putShort(buf, at, type << 8 | (end - at) >> 3);
    BigEndian.putInt(buf, at + 4, (int) lifetime);
  }

  private static void writeRoute(NdpRouteOption route, byte[] buf, int at, int end) {
    begin(buf, at, end, NdpOption.ROUTE_INFORMATION, route.lifetime());
    buf[at + 2] = (byte) route.prefixLength();
    buf[at + 3] = (byte) ((route.preference() == null ? 0b10 : route.preference().bits()) << 3);
    byte[] prefix = new byte[ADDRESS];
    route.prefix().emit(prefix, 0);
    System.arraycopy(prefix, 0, buf, at + HEADER, end - at - HEADER);
  }
}
