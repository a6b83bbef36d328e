package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.MacAddress;

/** Writes the part of a line, or of a tree, that is about a valid message of neighbour discovery. */
@Only(Family.IPV6)
final class NdpLine {
  private final byte[] buf;
  private final int icmp;
  private final int end;
  private final int options;

  NdpLine(byte[] buf, int icmp, int end) {
    this.buf = buf;
    this.icmp = icmp;
    this.end = end;
    this.options = icmp + NdpMessage.fixedLength(IcmpWire.type(buf, icmp));
  }

  void append(StringBuilder out) {
    switch (IcmpWire.type(buf, icmp)) {
      case Icmpv6Type.NEIGHBOR_SOLICITATION -> {
        out.append(" who has ").append(NeighborSolicitationWire.target(buf, icmp));
        mac(out, " from ", NdpMessage.sourceLinkLayerAddress(buf, icmp, end));
      }
      case Icmpv6Type.NEIGHBOR_ADVERTISEMENT -> {
        out.append(' ').append(NeighborAdvertisementWire.target(buf, icmp));
        mac(out, " is at ", NdpMessage.targetLinkLayerAddress(buf, icmp, end));
        flag(out, NeighborAdvertisementWire.router(buf, icmp), " router");
        flag(out, NeighborAdvertisementWire.solicited(buf, icmp), " solicited");
        flag(out, NeighborAdvertisementWire.override(buf, icmp), " override");
      }
      case Icmpv6Type.ROUTER_SOLICITATION ->
          mac(out, " from ", NdpMessage.sourceLinkLayerAddress(buf, icmp, end));
      case Icmpv6Type.ROUTER_ADVERTISEMENT -> advertisement(out);
      default -> {
        out.append(' ').append(NdpRedirectWire.destination(buf, icmp));
        out.append(" to ").append(NdpRedirectWire.target(buf, icmp));
        mac(out, " at ", NdpMessage.targetLinkLayerAddress(buf, icmp, end));
      }
    }
  }

  private void advertisement(StringBuilder out) {
    out.append(" lifetime ").append(RouterAdvertisementWire.routerLifetime(buf, icmp));
    flag(out, RouterAdvertisementWire.managed(buf, icmp), " managed");
    flag(out, RouterAdvertisementWire.other(buf, icmp), " other");
    NdpPreference preference = NdpPreference.of(RouterAdvertisementWire.preference(buf, icmp));
    flag(out, preference == NdpPreference.HIGH, " high");
    flag(out, preference == NdpPreference.LOW, " low");
    for (NdpOption option : NdpOption.parse(buf, options, end)) {
      out.append(text(option));
    }
  }

  private static String text(NdpOption option) {
    return switch (option) {
      case NdpPrefixOption p ->
          " prefix " + p.prefix() + "/" + p.prefixLength() + " valid " + lifetime(p.validLifetime()) + " preferred "
              + lifetime(p.preferredLifetime());
      case NdpMtuOption m -> " mtu " + m.mtu();
      case NdpRouteOption r -> " route " + r.prefix() + "/" + r.prefixLength();
      case NdpDnsServersOption s -> " dns " + s.servers();
      case NdpDnsSearchOption s -> " search " + s.domains();
      default -> "";
    };
  }

  private static String lifetime(long seconds) {
    return seconds == NdpOption.INFINITY ? "forever" : Long.toString(seconds);
  }

  private static void mac(StringBuilder out, String before, long mac) {
    if (mac != NdpMessage.ABSENT) {
      out.append(before).append(new MacAddress(mac));
    }
  }

  private static void flag(StringBuilder out, boolean set, String name) {
    out.append(set ? name : "");
  }

  void describe(Dissection out) {
    switch (IcmpWire.type(buf, icmp)) {
      case Icmpv6Type.NEIGHBOR_SOLICITATION -> NeighborSolicitationWire.describeFields(out, buf, icmp);
      case Icmpv6Type.NEIGHBOR_ADVERTISEMENT -> NeighborAdvertisementWire.describeFields(out, buf, icmp);
      case Icmpv6Type.ROUTER_SOLICITATION -> RouterSolicitationWire.describeFields(out, buf, icmp);
      case Icmpv6Type.ROUTER_ADVERTISEMENT -> RouterAdvertisementWire.describeFields(out, buf, icmp);
      default -> NdpRedirectWire.describeFields(out, buf, icmp);
    }
    int at = options;
    for (NdpOption option : NdpOption.parse(buf, options, end)) {
      int next = at + ((buf[at + 1] & 0xff) << 3);
      describe(out, option, at, next);
      at = next;
    }
  }

  private void describe(Dissection out, NdpOption option, int at, int next) {
    switch (option) {
      case NdpLinkLayerAddressOption _ -> NdpLinkLayerAddressOptionWire.describe(out, buf, at);
      case NdpPrefixOption _ -> NdpPrefixOptionWire.describe(out, buf, at);
      case NdpMtuOption _ -> NdpMtuOptionWire.describe(out, buf, at);
      case NdpRouteOption(Ipv6Address prefix, int prefixLength, NdpPreference preference, long lifetime) -> {
        begin(out, "NdpRouteOption", at).text("prefix", prefix + "/" + prefixLength);
        out.text("preference", preference).decimal("lifetime", lifetime).end();
      }
      case NdpDnsServersOption servers -> {
        begin(out, "NdpDnsServersOption", at).decimal("lifetime", servers.lifetime());
        servers.servers().forEach(server -> out.text("server", server));
        out.end();
      }
      case NdpDnsSearchOption search -> {
        begin(out, "NdpDnsSearchOption", at).decimal("lifetime", search.lifetime());
        search.domains().forEach(domain -> out.text("domain", domain));
        out.end();
      }
      case NdpNonceOption(long nonce) -> begin(out, "NdpNonceOption", at).hex("nonce", nonce, 48).end();
      case NdpRedirectedOption _ -> {
        begin(out, "NdpRedirectedOption", at).text("packet", PacketPrinter.hex(buf, at + 8, next)).end();
      }
      case NdpUnknownOption _ -> {
        out.begin("Option").decimal("length", next - at);
        out.text("bytes", PacketPrinter.hex(buf, at, next)).end();
      }
    }
  }

  private Dissection begin(Dissection out, String name, int at) {
    int header = BigEndian.getShort(buf, at);
    return out.begin(name).decimal("type", header >>> 8).decimal("length", header & 0xff);
  }
}
