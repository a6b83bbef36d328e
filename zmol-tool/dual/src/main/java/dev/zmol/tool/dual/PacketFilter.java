package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Reads filters, as {@code tcpdump} has them: {@code tcp port 80 and not host 192.0.2.1}, {@code arp or (udp and net
 * 10.0.0.0/8)}.
 */
@Specialize
final class PacketFilter {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_DEPTH = 100;

  private final List<String> words;
  private int next;
  private int depth;

  private PacketFilter(List<String> words) {
    this.words = words;
  }

  /**
   * Reads a filter.
   *
   * @param text the filter; empty for one that lets everything through
   * @return what tells whether a packet gets through
   * @throws IllegalArgumentException if it is no filter, saying where
   */
  static Predicate<PacketFacts> parse(String text) {
    String spaced = text.replaceAll("&&", " and ").replaceAll("\\|\\|", " or ").replaceAll("([()!])", " $1 ").strip();
    if (spaced.isEmpty()) {
      return packet -> true;
    }
    PacketFilter filter = new PacketFilter(List.of(spaced.split("\\s+", -1)));
    Predicate<PacketFacts> whole = filter.alternatives();
    if (filter.next < filter.words.size()) {
      throw new IllegalArgumentException("filter: '" + filter.peek() + "' is not expected here");
    }
    return whole;
  }

  private String peek() {
    return next < words.size() ? words.get(next) : "";
  }

  private boolean accept(String word) {
    boolean isThere = peek().equals(word);
    next += isThere ? 1 : 0;
    return isThere;
  }

  private String take(String what) {
    if (next == words.size()) {
      throw new IllegalArgumentException("filter: " + what + " is missing at the end");
    }
    return words.get(next++);
  }

  private Predicate<PacketFacts> alternatives() {
    Predicate<PacketFacts> any = conjunction();
    while (accept("or")) {
      any = any.or(conjunction());
    }
    return any;
  }

  private Predicate<PacketFacts> conjunction() {
    Predicate<PacketFacts> all = factor();
    while (accept("and")) {
      all = all.and(factor());
    }
    return all;
  }

  private Predicate<PacketFacts> factor() {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException("filter: there are too many 'not' and '(' in each other");
    }
    Predicate<PacketFacts> factor;
    if (accept("not") || accept("!")) {
      factor = factor().negate();
    } else if (accept("(")) {
      factor = alternatives();
      if (!accept(")")) {
        throw new IllegalArgumentException("filter: ')' is missing");
      }
    } else {
      factor = primitive();
    }
    depth--;
    return factor;
  }

  /** A protocol, a property, or both: {@code udp}, {@code port 53}, {@code udp port 53}. */
  private Predicate<PacketFacts> primitive() {
    String word = take("a condition");
    Predicate<PacketFacts> protocol = protocol(word);
    if (protocol == null) {
      next--;
      return property();
    }
    return switch (peek()) {
      case "src", "dst", "host", "net", "port", "portrange" -> protocol.and(property());
      default -> protocol;
    };
  }

  private static Predicate<PacketFacts> protocol(String word) {
    return switch (word) {
      case "ip" -> carries(EtherType.IPV4);
      case "ip6" -> carries(EtherType.IPV6);
      case "arp" -> carries(EtherType.ARP);
      case "tcp" -> has(IpProtocol.TCP);
      case "udp" -> has(IpProtocol.UDP);
      case "icmp" -> has(IpProtocol.ICMPV4);
      case "icmp6" -> has(IpProtocol.ICMPV6);
      case "igmp" -> has(IpProtocol.IGMP);
      case "esp" -> has(IpProtocol.ESP);
      case "ah" -> has(IpProtocol.AH);
      default -> null;
    };
  }

  private static Predicate<PacketFacts> carries(int etherType) {
    return packet -> packet.link().etherType() == etherType;
  }

  private static Predicate<PacketFacts> has(int protocol) {
    return packet -> packet.protocol() == protocol;
  }

  private Predicate<PacketFacts> property() {
    String word = take("a condition");
    return switch (word) {
      case "src", "dst" -> sided(word.equals("src"), !word.equals("src"));
      case "host", "net", "port", "portrange" -> {
        next--;
        yield sided(true, true);
      }
      case "proto" -> has(number("the number of a protocol", 255));
      case "ether" -> ether();
      case "vlan" -> vlan();
      case "less" -> length(most -> packet -> packet.length() <= most);
      case "greater" -> length(least -> packet -> packet.length() >= least);
      case "broadcast" -> packet -> packet.link().destination() == MacAddress.BROADCAST.bits();
      case "multicast" -> packet ->
          (packet.hasAddresses() && packet.destination().isMulticast())
              || (packet.link().destination() > 0 && (packet.link().destination() >>> 40 & 1) != 0);
      default -> throw new IllegalArgumentException(
          "filter: '" + word + "' is no condition; there are host, net, port, portrange, src, dst, proto, ether, vlan,"
              + " less, greater, broadcast, multicast, ip, ip6, arp, tcp, udp, icmp, icmp6, igmp, esp, ah");
    };
  }

  private Predicate<PacketFacts> length(IntFunction<Predicate<PacketFacts>> condition) {
    return condition.apply(number("a length", 262_144));
  }

  /** Of the source, the destination, or either. */
  private Predicate<PacketFacts> sided(boolean source, boolean destination) {
    String word = accept("host") ? "host" : accept("net") ? "net" : accept("port") ? "port" : "";
    return switch (word) {
      case "net" -> addresses(cidr(take("a network"))::contains, source, destination);
      case "port" -> {
        int port = number("a port", MAX_PORT);
        yield ports(each -> each == port, source, destination);
      }
      default -> accept("portrange")
          ? ports(range(take("a range of ports")), source, destination)
          : addresses(address(take("an address"))::equals, source, destination);
    };
  }

  private static Predicate<PacketFacts> addresses(
      Predicate<IpAddress> condition, boolean source, boolean destination) {
    BiPredicate<Boolean, IpAddress> side = (isAsked, address) -> isAsked && condition.test(address);
    return packet ->
        packet.hasAddresses()
            && (side.test(source, packet.source()) || side.test(destination, packet.destination()));
  }

  private static Predicate<PacketFacts> ports(IntPredicate condition, boolean source, boolean destination) {
    return packet ->
        packet.sourcePort() != PacketFacts.ABSENT
            && ((source && condition.test(packet.sourcePort()))
                || (destination && condition.test(packet.destinationPort())));
  }

  private Predicate<PacketFacts> ether() {
    if (accept("proto")) {
      return carries(number("an EtherType", 0xffff));
    }
    boolean source = !accept("dst");
    boolean destination = !source || !accept("src");
    accept("host");
    long mac = mac(take("a MAC address"));
    return packet ->
        (source && packet.link().source() == mac) || (destination && packet.link().destination() == mac);
  }

  private Predicate<PacketFacts> vlan() {
    if (next == words.size() || !Character.isDigit(peek().charAt(0))) {
      return packet -> !packet.link().vlans().isEmpty();
    }
    int number = number("the number of a VLAN", 4095);
    return packet -> packet.link().vlans().contains(number);
  }

  private int number(String what, int most) {
    return number(take(what), what, most);
  }

  private static int number(String text, String what, int most) {
    try {
      int number = Integer.decode(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("filter: '" + text + "' has to be " + what + ", from 0 to " + most);
  }

  private static IntPredicate range(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException("filter: '" + text + "' has to be a range of ports, as in 1000-2000");
    }
    int least = number(text.substring(0, dash), "a port", MAX_PORT);
    int most = number(text.substring(dash + 1), "a port", MAX_PORT);
    return port -> port >= least && port <= most;
  }

  private static IpAddress address(String text) {
    try {
      return Addresses.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("filter: " + e.getMessage(), e);
    }
  }

  private static IpCidr cidr(String text) {
    try {
      Addresses.requireSpoken(text);
      return IpCidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("filter: " + e.getMessage(), e);
    }
  }

  private static long mac(String text) {
    try {
      return MacAddress.parse(text).bits();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("filter: " + e.getMessage(), e);
    }
  }
}
