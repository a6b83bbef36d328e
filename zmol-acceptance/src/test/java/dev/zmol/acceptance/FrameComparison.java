package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code zmol dump} and {@code tshark} see in the same capture file: the first value that each field has in each
 * frame.
 */
final class FrameComparison {
  /** What tshark calls a field, and where our dissection has it. */
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("eth.src", "Ethernet.source");
    FIELDS.put("eth.dst", "Ethernet.destination");
    FIELDS.put("eth.type", "Ethernet.etherType");
    FIELDS.put("arp.opcode", "Arp.operation");
    FIELDS.put("arp.src.proto_ipv4", "Arp.senderAddress");
    FIELDS.put("arp.dst.proto_ipv4", "Arp.targetAddress");
    FIELDS.put("ip.src", "Ipv4.source");
    FIELDS.put("ip.dst", "Ipv4.destination");
    FIELDS.put("ip.len", "Ipv4.totalLength");
    FIELDS.put("ip.id", "Ipv4.identification");
    FIELDS.put("ip.flags.mf", "Ipv4.moreFragments");
    FIELDS.put("ip.frag_offset", "Ipv4.fragmentOffset");
    FIELDS.put("ip.proto", "Ipv4.protocol");
    FIELDS.put("ip.ttl", "Ipv4.timeToLive");
    FIELDS.put("ip.checksum", "Ipv4.headerChecksum");
    FIELDS.put("ipv6.src", "Ipv6.source");
    FIELDS.put("ipv6.dst", "Ipv6.destination");
    FIELDS.put("ipv6.plen", "Ipv6.payloadLength");
    FIELDS.put("ipv6.nxt", "Ipv6.nextHeader");
    FIELDS.put("ipv6.hlim", "Ipv6.hopLimit");
    FIELDS.put("ipv6.fraghdr.nxt", "Ipv6Fragment.nextHeader");
    FIELDS.put("ipv6.fraghdr.offset", "Ipv6Fragment.fragmentOffset");
    FIELDS.put("ipv6.fraghdr.more", "Ipv6Fragment.moreFragments");
    FIELDS.put("ipv6.fraghdr.ident", "Ipv6Fragment.identification");
    FIELDS.put("udp.srcport", "Udp.sourcePort");
    FIELDS.put("udp.dstport", "Udp.destinationPort");
    FIELDS.put("udp.length", "Udp.length");
    FIELDS.put("tcp.srcport", "Tcp.sourcePort");
    FIELDS.put("tcp.dstport", "Tcp.destinationPort");
    FIELDS.put("tcp.seq_raw", "Tcp.sequenceNumber");
    FIELDS.put("tcp.ack_raw", "Tcp.acknowledgmentNumber");
    FIELDS.put("tcp.window_size_value", "Tcp.window");
    FIELDS.put("icmp.type", "ICMP.type");
    FIELDS.put("icmp.code", "ICMP.code");
    FIELDS.put("icmp.checksum", "ICMP.checksum");
    FIELDS.put("icmpv6.type", "ICMPv6.type");
    FIELDS.put("icmpv6.code", "ICMPv6.code");
    FIELDS.put("icmpv6.checksum", "ICMPv6.checksum");
    FIELDS.put("icmpv6.nd.ns.target_address", "ICMPv6.target");
    FIELDS.put("icmpv6.nd.ra.cur_hop_limit", "ICMPv6.hopLimit");
    FIELDS.put("icmpv6.nd.ra.flag.m", "ICMPv6.managed");
    FIELDS.put("icmpv6.nd.ra.flag.o", "ICMPv6.other");
    FIELDS.put("icmpv6.nd.ra.router_lifetime", "ICMPv6.routerLifetime");
    FIELDS.put("icmpv6.nd.ra.reachable_time", "ICMPv6.reachableTime");
    FIELDS.put("icmpv6.nd.ra.retrans_timer", "ICMPv6.retransmissionTimer");
    FIELDS.put("icmpv6.mld.multicast_address", "ICMPv6.group");
    FIELDS.put("icmpv6.mldr.nb_mcast_records", "ICMPv6.recordCount");
    FIELDS.put("igmp.type", "IGMP.type");
    FIELDS.put("igmp.checksum", "IGMP.checksum");
    FIELDS.put("igmp.num_grp_recs", "IGMP.recordCount");
    FIELDS.put("dhcp.type", "DHCP.operation");
    FIELDS.put("dhcp.id", "DHCP.transactionId");
    FIELDS.put("dhcp.ip.client", "DHCP.clientAddress");
    FIELDS.put("dhcp.ip.your", "DHCP.yourAddress");
    FIELDS.put("dhcp.hw.mac_addr", "DHCP.clientHardwareAddress");
    FIELDS.put("dhcp.option.dhcp", "DHCP.message type");
    FIELDS.put("dhcpv6.msgtype", "DHCPv6.messageType");
    FIELDS.put("dhcpv6.xid", "DHCPv6.transactionId");
    FIELDS.put("dns.id", "Dns.id");
  }

  /** The headings of our dissection that say more than the name of the protocol. */
  private static final Set<String> TITLED = Set.of("ICMP", "ICMPv6", "IGMP", "DHCP", "DHCPv6");

  /** The parts of a fragment that both dissect; tshark looks further into a first fragment. */
  private static final Set<String> LOWER = Set.of("Ethernet", "Ipv4", "Ipv6", "Ipv6Fragment");

  private static final Set<String> APPLICATIONS = Set.of("DHCP", "DHCPv6", "Dns");

  /** What our dissection calls the types of DHCP messages, by their numbers (RFC 2132 §9.6). */
  private static final List<String> DHCP_TYPES =
      List.of("", "discover", "offer", "request", "decline", "ack", "nak", "release", "inform");

  private FrameComparison() {}

  /** Where our dissection has what tshark calls a field. */
  static String path(String field) {
    return FIELDS.get(field);
  }

  /**
   * Demands that both see the same in a capture: as many frames, and the same values of all fields in each.
   *
   * @param required fields of tshark that some frame is to have
   */
  static void assertAgreement(Path capture, String... required) throws Exception {
    List<Map<String, String>> frames = ours(capture);
    List<Map<String, String>> expected = theirs(capture);
    assertThat(frames).as("frames").hasSameSizeAs(expected);
    for (int k = 0; k < frames.size(); k++) {
      assertThat(frames.get(k)).as("frame " + (k + 1)).containsAllEntriesOf(expected.get(k));
    }
    for (String field : required) {
      assertThat(expected).as(field).anyMatch(frame -> frame.containsKey(path(field)));
    }
  }

  /** What tshark sees, under our names. */
  static List<Map<String, String>> theirs(Path capture) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "tshark", "-r", capture.toString(), "-o", "ip.defragment:FALSE", "-o", "ipv6.defragment:FALSE", "-T",
                "fields", "-E", "occurrence=f"));
    FIELDS.keySet().forEach(field -> command.addAll(List.of("-e", field)));
    return Outcome.of(command).check().output().lines().map(FrameComparison::frame).toList();
  }

  private static Map<String, String> frame(String line) {
    String[] values = line.split("\t", -1);
    Map<String, String> frame = new HashMap<>();
    int k = 0;
    for (String path : FIELDS.values()) {
      String value = values[k++];
      if (!value.isEmpty()) {
        frame.put(path, normal(value));
      }
    }
    if (frame.containsKey("ICMP.type") || frame.containsKey("ICMPv6.type")) {
      // What an error quotes we show as far as its ports.
      frame.keySet().removeIf(path -> APPLICATIONS.contains(path.substring(0, path.indexOf('.'))));
    }
    boolean isFragment =
        "1".equals(frame.get("Ipv4.moreFragments"))
            || !frame.getOrDefault("Ipv4.fragmentOffset", "0").equals("0")
            || frame.containsKey("Ipv6Fragment.nextHeader");
    if (isFragment) {
      frame.keySet().removeIf(path -> !LOWER.contains(path.substring(0, path.indexOf('.'))));
    }
    return frame;
  }

  /** What we see, all of it. */
  private static List<Map<String, String>> ours(Path capture) throws Exception {
    List<Map<String, String>> frames = new ArrayList<>();
    String part = "";
    List<String> command = List.of(Flavor.DUAL.program(), "dump", "-t", "-v", "-r", capture.toString());
    for (String line : Outcome.of(command).check().output().lines().toList()) {
      String text = line.strip();
      int colon = text.indexOf(": ");
      if (!line.startsWith(" ")) {
        frames.add(new HashMap<>());
      } else if (colon < 0) {
        String first = text.split(" ", 2)[0];
        part = TITLED.contains(first) ? first : text;
      } else {
        String name = part + '.' + text.substring(0, colon);
        frames.getLast().putIfAbsent(name, normal(text.substring(colon + 2)));
      }
    }
    return frames;
  }

  /** Numbers as numbers, whatever their notation. */
  private static String normal(String value) {
    int type = DHCP_TYPES.indexOf(value);
    if (type > 0) {
      return Integer.toString(type);
    }
    return value.startsWith("0x") ? Long.toString(Long.decode(value)) : value;
  }
}
