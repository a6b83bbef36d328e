package dev.zmol.scenarios.table;

/** A program that is linked into an image of its own. */
enum Scenario {
  TCP_IPV4("A", "TCP over IPv4", "tcpipv4"),
  TRANSPORT_IPV4("B", "TCP, UDP, ICMP over IPv4", "transportipv4"),
  ALL_IPV4("C", "all that there is for IPv4", "allipv4"),
  ALL_DUAL("D", "all that there is, both families", "alldual"),
  WIRE_ONLY("E", "formats only, no stack", "wireonly"),
  LOWPAN_NODE("F", "6LoWPAN node: UDP, ICMPv6", "lowpannode");

  private final String letter;
  private final String title;
  private final String name;

  Scenario(String letter, String title, String name) {
    this.letter = letter;
    this.title = title;
    this.name = name;
  }

  String letter() {
    return letter;
  }

  String title() {
    return title;
  }

  String module() {
    return "dev.zmol.scenarios." + name;
  }

  String mainClass() {
    return module() + ".Main";
  }
}
